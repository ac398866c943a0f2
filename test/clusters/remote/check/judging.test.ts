import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Right } from '../../../../clusters/remote/check/cluster-check.ts';
import { brokenGpus, gpusOf } from '../../../../clusters/remote/check/gpus.ts';
import { judgeProject } from '../../../../clusters/remote/check/judge-project.ts';
import { type ProjectSigns, projects } from '../../../../clusters/remote/check/projects.ts';
import { installedRecords, nodesRecords, reachRecord, rightsRecord } from '../../../../clusters/remote/check/records.ts';
import { defaultFleet, nodeFor } from '../../../../clusters/sandbox/fleet/node-for.ts';

function node(name: string, capacity: Record<string, string>, labels: Record<string, string> = {}, allocatable = capacity): Node {
  return { metadata: { name, labels }, status: { capacity, allocatable } };
}

describe('the GPUs of nodes', () => {
  it('are told by name and model, as the vendors label them', () => {
    expect(gpusOf(defaultFleet.map(nodeFor))).toEqual([
      { resourceName: 'amd.com/gpu', model: 'MI300X', nodes: 1, total: 8 },
      { resourceName: 'nvidia.com/gpu', model: 'H100', nodes: 1, total: 8 },
    ]);
  });

  it.each([
    ['amd.com/gpu', { 'beta.amd.com/gpu.device-id': '74A1' }, 'MI300X'],
    ['amd.com/gpu', { 'amd.com/gpu.product-name': 'AMD_Instinct_MI325_OAM' }, 'AMD Instinct MI325 OAM'],
    ['amd.com/cpx_nps4', {}, null],
    ['nvidia.com/gpu', { 'nvidia.com/gpu.product': 'NVIDIA-L4' }, 'NVIDIA-L4'],
    ['nvidia.com/gpu.shared', {}, null],
    ['nvidia.com/mig-1g.10gb', { 'nvidia.com/gpu.product': 'NVIDIA-H100-80GB-HBM3' }, 'NVIDIA-H100-80GB-HBM3'],
    ['gpu.intel.com/i915', {}, null],
    ['habana.ai/gaudi', {}, null],
    ['aws.amazon.com/neuroncore', {}, null],
    ['google.com/tpu', {}, null],
  ])('are recognised as %s', (resourceName, labels, model) => {
    expect(gpusOf([node('a', { [resourceName]: '2', cpu: '8' }, labels as Record<string, string>)])).toEqual([
      { resourceName, model, nodes: 1, total: 2 },
    ]);
  });

  it('are not what only sounds like them', () => {
    const others = {
      cpu: '1',
      'gpu.intel.com/i915_monitoring': '1',
      'example.com/gpus-license': '1',
      'rdma/hca': '1',
      'nvidia.com/gpu': '0',
    };
    expect(gpusOf([node('a', others)])).toEqual([]);
  });

  it('are summed over nodes, the most first, without those that cannot be used', () => {
    const h100 = { 'nvidia.com/gpu.product': 'NVIDIA-H100' };
    const nodes = [
      node('small', { 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu.product': 'NVIDIA-L4' }),
      node('one', { 'nvidia.com/gpu': '8' }, h100),
      node('two', { 'nvidia.com/gpu': '8' }, h100, { 'nvidia.com/gpu': '6' }),
    ];
    expect(gpusOf(nodes).map(({ model, nodes: count, total }) => [model, count, total])).toEqual([
      ['NVIDIA-H100', 2, 14],
      ['NVIDIA-L4', 1, 1],
    ]);
    expect(brokenGpus(nodes)).toEqual(['two: 6 of 8 nvidia.com/gpu']);
  });
});

const signsOf = (project: string) => projects.find((signs) => signs.project === project) as ProjectSigns;
const kindOf = ({ groups: [group = ''], resource }: ProjectSigns) => ({
  group,
  version: 'v1',
  kind: 'X',
  plural: resource,
  namespaced: true,
});

function definition(metadata: CustomResourceDefinition['metadata']): CustomResourceDefinition {
  return { metadata: { name: 'things.example.com', ...metadata } } as CustomResourceDefinition;
}

function deployment(images: string[], labels: Record<string, string> = {}): Deployment {
  const containers = images.map((image, index) => ({ name: `c${index}`, image }));
  return { metadata: { namespace: 'system', name: 'controller', labels }, spec: { selector: {}, template: { spec: { containers } } } };
}

describe('a project', () => {
  it.each([
    ['KServe', ['kserve/kube-rbac-proxy:v0.18.0', 'kserve/kserve-controller:v0.20.0'], 'v0.20.0'],
    ['Kthena', ['ghcr.io/volcano-sh/kthena-controller-manager:v1.0.0'], 'v1.0.0'],
    ['AIM Engine', ['registry:5000/amdenterpriseai/aim-engine:0.2.1'], '0.2.1'],
    ['Istio', ['docker.io/istio/pilot:1.29.0@sha256:aa'], '1.29.0'],
    ['Argo CD', ['quay.io/argoproj/argocd:v3.2.0'], 'v3.2.0'],
    ['cert-manager', ['quay.io/jetstack/cert-manager-controller:v1.19.1'], 'v1.19.1'],
    ['Prometheus', ['quay.io/prometheus-operator/prometheus-operator:v0.93.0'], 'v0.93.0'],
    ['Slipway', ['registry:5000/slipway/operator:0.1.0'], '0.1.0'],
  ])('%s has the version of its image', (project, images, version) => {
    const signs = signsOf(project);
    const judged = judgeProject(signs, { kinds: [kindOf(signs)], definition: undefined, deployments: [deployment(images)] });
    expect(judged).toEqual({ project, version, evidence: `Deployment system/controller (${images.at(-1)})` });
  });

  it('has the version that its definitions carry, whatever runs', () => {
    const gateway = signsOf('Gateway API');
    const bundle = definition({ annotations: { 'gateway.networking.k8s.io/bundle-version': 'v1.5.1' } });
    expect(judgeProject(gateway, { kinds: [kindOf(gateway)], definition: bundle, deployments: [] })).toEqual({
      project: 'Gateway API',
      version: 'v1.5.1',
      evidence: 'CustomResourceDefinition things.example.com (gateway.networking.k8s.io/bundle-version: v1.5.1)',
    });
    const flux = signsOf('Flux');
    const labelled = definition({ labels: { 'app.kubernetes.io/version': 'v2.7.0' } });
    const controllers = [deployment(['ghcr.io/fluxcd/source-controller:v1.7.0'])];
    expect(judgeProject(flux, { kinds: [kindOf(flux)], definition: labelled, deployments: controllers })?.version).toBe('v2.7.0');
  });

  it.each([
    ['a tag that is no version', 'kserve/kserve-controller:latest'],
    ['a digest alone', `kserve/kserve-controller@sha256:${'a'.repeat(64)}`],
    ['no tag', 'registry:5000/kserve/kserve-controller'],
  ])('has no version by %s, but by its label', (_what, image) => {
    const kserve = signsOf('KServe');
    const of = (labels: Record<string, string>) =>
      judgeProject(kserve, { kinds: [kindOf(kserve)], definition: undefined, deployments: [deployment([image], labels)] })?.version;
    expect([of({}), of({ 'app.kubernetes.io/version': 'v0.20.0' })]).toEqual([null, 'v0.20.0']);
  });

  it('is recognised by its kinds alone where nothing else may be read', () => {
    const istio = signsOf('Istio');
    expect(judgeProject(istio, { kinds: [kindOf(istio)], definition: undefined, deployments: [] })).toEqual({
      project: 'Istio',
      version: null,
      evidence: 'its kinds in networking.istio.io',
    });
  });

  it('is not installed where its kinds are our own, or not there', () => {
    const kserve = signsOf('KServe');
    const ours = definition({ labels: { 'app.kubernetes.io/managed-by': 'slipway' } });
    expect(judgeProject(kserve, { kinds: [kindOf(kserve)], definition: ours, deployments: [] })).toBeUndefined();
    expect(judgeProject(kserve, { kinds: [], definition: undefined, deployments: [] })).toBeUndefined();
  });
});

describe('a check says', () => {
  const right = (what: string, verb: string, allowed: boolean): Right => ({ what, verb, group: '', resource: 'x', allowed, rule: '{}' });

  it('how fast the cluster answers', () => {
    expect(reachRecord('prod', 12, 'v1.36.3')).toMatchObject({ verdict: 'pass', message: 'prod answers in 12 ms as Kubernetes v1.36.3.' });
    expect(reachRecord('prod', 2_500, 'v1.36.3')).toMatchObject({ verdict: 'warning', fix: 'Check the network, VPN or proxy in between.' });
  });

  it('whether Slipway may be installed, and if not what is missing', () => {
    const allowed = [right('install roles', 'create', true), right('change roles', 'patch', true), right('see nodes', 'list', false)];
    expect(rightsRecord({ value: allowed }, 'slipway-system').verdict).toBe('pass');
    const missing = ['a', 'b', 'c', 'd'].flatMap((what) => [
      right(`install ${what}`, 'create', false),
      right(`change ${what}`, 'patch', false),
    ]);
    expect(rightsRecord({ value: missing }, 'slipway-system')).toMatchObject({
      verdict: 'warning',
      message: 'You may not install Slipway here: you may not install a, install b, install c, and 1 more.',
      fix: expect.stringContaining('slipway install --dry-run -o yaml'),
    });
    const unchangeable = [right('install roles', 'create', true), right('change roles', 'patch', false)];
    expect(rightsRecord({ value: unchangeable }, 'x').message).toBe('You may not install Slipway here: you may not change roles.');
    expect(rightsRecord({ refusal: 'it broke.' }, 'x')).toMatchObject({
      verdict: 'note',
      message: 'What you may do cannot be told: it broke.',
    });
  });

  it('which GPUs there are, whether all can be used, and what to do without any', () => {
    const nodes = [node('a', { 'nvidia.com/gpu': '8' }, {}, { 'nvidia.com/gpu': '7' })];
    expect(nodesRecords({ value: nodes }, gpusOf(nodes))).toEqual([
      { id: 'gpus', subject: 'nodes', verdict: 'pass', message: '7 GPUs of an unknown model (nvidia.com/gpu) on 1 node.' },
      {
        id: 'gpus-usable',
        subject: 'nodes',
        verdict: 'warning',
        message: 'Some GPUs cannot be used now: a: 7 of 8 nvidia.com/gpu.',
        fix: "Look at the device plugin's pods on these nodes.",
      },
    ]);
    expect(nodesRecords({ value: [node('a', {})] }, [])[0]).toMatchObject({ verdict: 'note', message: 'Its 1 node offers no GPU.' });
  });

  it('what is installed, and why some versions are not known', () => {
    const records = installedRecords(
      {
        value: {
          installed: [
            { project: 'Istio', version: null, evidence: 'its kinds in networking.istio.io' },
            { project: 'Slipway', version: '0.1.0', evidence: 'x' },
          ],
          refusals: ['deployments is forbidden.'],
        },
      },
      'prod',
    );
    expect(records.map(({ message }) => message)).toEqual([
      'Slipway 0.1.0 is installed.',
      'Istio is installed: its kinds in networking.istio.io.',
      'Some versions are not known: deployments is forbidden.',
    ]);
    expect(installedRecords({ value: { installed: [], refusals: [] } }, 'prod')).toEqual([
      { id: 'slipway', subject: 'installed', verdict: 'note', message: 'Slipway is not installed.', fix: 'slipway install --cluster prod' },
    ]);
  });
});
