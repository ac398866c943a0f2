import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { PodSpec, Service } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { ClusterRole, ClusterRoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { readFlags as readGatewayFlags } from '../../../../../engine/gateway/flags.ts';
import { readFlags as readOperatorFlags } from '../../../../../engine/operator/flags.ts';
import { gatewayRules } from '../../../../../engine/operator/install/objects/gateway/rules.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { clusterRules, ownRules, servingRules } from '../../../../../engine/operator/install/objects/operator/rules.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { variants } from '../../../../../engine/operator/install/render/chart/choices.ts';

const usual = defaultInstallOptions('0.1.0');
const everyVariant = variants().map(({ options }) => installationObjects(options));

function namesOf(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata?.name}`);
}

function deploymentsOf(objects: readonly KubernetesObject[]): Deployment[] {
  return objects.filter(({ kind }) => kind === 'Deployment') as Deployment[];
}

function podOf({ spec }: Deployment): PodSpec {
  if (!spec?.template.spec) throw new Error('a Deployment without pods');
  return spec.template.spec;
}

describe('the programs of every installation', () => {
  const programs = everyVariant.flatMap(deploymentsOf);

  it('have no privileges and limits of what they may use', () => {
    for (const program of programs) {
      const pod = podOf(program);
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 65_532,
        fsGroup: 65_532,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(container?.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container?.resources).toMatchObject({
        requests: { cpu: expect.any(String), memory: expect.any(String) },
        limits: { cpu: expect.any(String), memory: expect.any(String) },
      });
    }
  });

  it('are replaced without a gap, and end when they have answered', () => {
    for (const program of programs) {
      expect(program.spec?.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
      const { terminationGracePeriodSeconds = 0, containers } = podOf(program);
      const words = containers[0]?.args ?? [];
      const [leave, drain] = ['--leave-seconds', '--drain-seconds'].map((flag) => Number(words[words.indexOf(flag) + 1] ?? 0));
      if (words.includes('--drain-seconds')) expect(terminationGracePeriodSeconds).toBeGreaterThan((leave ?? 0) + (drain ?? 0));
    }
  });

  it('are given command lines that they read', () => {
    for (const program of programs) {
      const words = podOf(program).containers[0]?.args ?? [];
      const read = program.metadata?.name === 'slipway-operator' ? readOperatorFlags : readGatewayFlags;
      expect(read(words)).toBeTypeOf('object');
    }
  });

  it('have an account that is there, and its rights', () => {
    for (const objects of everyVariant) {
      const bindings = objects.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding') as ClusterRoleBinding[];
      for (const { roleRef, subjects = [], metadata } of bindings) {
        expect(
          objects.some(
            ({ kind, metadata: role }) => kind === roleRef.kind && role?.name === roleRef.name && role.namespace === metadata?.namespace,
          ),
        ).toBe(true);
        expect(namesOf(objects)).toContain(`ServiceAccount ${subjects[0]?.name}`);
      }
      for (const program of deploymentsOf(objects))
        expect(namesOf(objects)).toContain(`ServiceAccount ${podOf(program).serviceAccountName}`);
    }
  });

  it('are reached by probes, Services and policies on ports that they have', () => {
    for (const objects of everyVariant) {
      for (const program of deploymentsOf(objects)) {
        const [container] = podOf(program).containers;
        const ports = container?.ports?.map(({ name }) => name) ?? [];
        const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe];
        expect(probes.map((probe) => probe?.httpGet?.path)).toEqual(['/healthz', '/healthz', '/readyz']);
        for (const probe of probes) expect(ports).toContain(probe?.httpGet?.port);
        for (const port of portsLedTo(objects, program)) expect(ports).toContain(port);
      }
    }
  });
});

/** By Services and by policies for what comes in. */
function portsLedTo(objects: readonly KubernetesObject[], program: Deployment): unknown[] {
  const labels = JSON.stringify(program.spec?.selector.matchLabels);
  const services = objects.filter(({ kind }) => kind === 'Service') as Service[];
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as NetworkPolicy[];
  const led = services.filter(({ spec }) => JSON.stringify(spec?.selector) === labels).flatMap(({ spec }) => spec?.ports ?? []);
  const let_ = policies
    .filter(({ spec }) => JSON.stringify(spec?.podSelector.matchLabels) === labels)
    .flatMap(({ spec }) => spec?.ingress ?? []);
  return [...led.map(({ targetPort }) => targetPort), ...let_.flatMap(({ ports }) => ports ?? []).map(({ port }) => port)];
}

describe('the rights of every installation', () => {
  it('are never all of anything, and Secrets and webhooks are named', () => {
    for (const { rules = [] } of everyVariant.flat().filter(({ kind }) => kind?.endsWith('Role')) as ClusterRole[]) {
      for (const { apiGroups, resources = [], verbs, resourceNames } of rules) {
        expect([...(apiGroups ?? []), ...resources, ...verbs]).not.toContain('*');
        if (resources.includes('secrets') && !verbs.includes('create')) expect(resourceNames).toEqual(['slipway-operator-webhook']);
        if (resources.some((name) => name.includes('webhook'))) expect(resourceNames).toEqual(['slipway-operator']);
      }
    }
  });

  it('each have their reason', () => {
    const rules = [...servingRules(), ...clusterRules({ ...usual, simulated: true }), ...ownRules(usual), ...gatewayRules()];
    for (const { why } of rules) expect(why).toMatch(/^[A-Z].*\.$/);
  });

  it('let nodes be changed only where GPUs are made up', () => {
    const verbsOnNodes = (simulated: boolean) =>
      clusterRules({ ...usual, simulated })
        .filter(({ resources }) => resources.includes('nodes'))
        .flatMap(({ verbs }) => verbs);
    expect(verbsOnNodes(false)).toEqual(['list', 'watch']);
    expect(verbsOnNodes(true)).toEqual(['list', 'watch', 'patch']);
  });
});
