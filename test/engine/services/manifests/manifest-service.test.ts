import { describe, expect, it } from 'vitest';
import { namespaces, nodes } from '../../../../clusters/kinds.ts';
import type { SlipwayError } from '../../../../engine/contract/errors.ts';
import type { EndpointDraft } from '../../../../engine/contract/views/workbench.ts';
import { aimEndpointKind } from '../../../../engine/dialects/aim/group.ts';
import { type EngineOnApiServer, engineOnApiServer } from '../../../helpers/engine-on-api-server.ts';
import { endpointManifest } from '../../../helpers/manifests.ts';

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: aim-engine}\n';
const manifest = endpointManifest('demo');
const key = { namespace: 'aim-engine', name: 'demo' };

async function refusal(engine: EngineOnApiServer, yaml: string): Promise<SlipwayError> {
  return engine.services.manifests.apply(yaml).then(
    () => Promise.reject(new Error('it was applied')),
    (error) => error,
  );
}

async function prepared(): Promise<EngineOnApiServer> {
  const engine = await engineOnApiServer();
  await engine.cluster.create(namespaces, { metadata: { name: 'aim-engine' } });
  return engine;
}

describe('applying manifests', () => {
  it('creates, then changes, then leaves unchanged', async () => {
    await using engine = await prepared();
    const outcome = async (yaml: string) => (await engine.services.manifests.apply(yaml))[0]?.outcome;
    expect(await outcome(manifest)).toBe('created');
    expect(await outcome(manifest)).toBe('unchanged');
    expect(await outcome(manifest.replace('NodePort', 'ClusterIP'))).toBe('configured');
  });

  it('makes a namespace and what is in it from one text', async () => {
    await using engine = await engineOnApiServer();
    const applied = await engine.services.manifests.apply(`${namespace}---\n${manifest}`);
    expect(applied.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(['Namespace created', 'AIMEndpoint created']);
  });

  it('applies nothing when one object is refused', async () => {
    await using engine = await prepared();
    const error = await refusal(engine, `${manifest}---\n${manifest.replace('name: demo', 'name: Not_A_Name')}`);
    expect(error).toMatchObject({ code: 'invalid_input', message: 'Nothing was applied. A problem was found in the manifest.' });
    expect(error.problems[0]).toMatchObject({ field: 'metadata.name', line: 17 });
    await expect(engine.cluster.get(aimEndpointKind, key)).rejects.toMatchObject({ code: 404 });
  });

  it('writes nothing on a dry run, and remembers only what it wrote', async () => {
    await using engine = await prepared();
    expect((await engine.services.manifests.apply(manifest, { dryRun: true }))[0]?.outcome).toBe('created');
    await expect(engine.cluster.get(aimEndpointKind, key)).rejects.toMatchObject({ code: 404 });
    await engine.services.manifests.apply(manifest);
    const history = await engine.services.manifests.history(10);
    expect(history.map(({ yaml }) => yaml)).toEqual([manifest]);
  });

  it('does not take fields from another manager, and names it', async () => {
    await using engine = await prepared();
    await engine.services.manifests.apply(manifest);
    const body = { spec: { service: { type: 'ClusterIP' } } };
    await engine.cluster.patch(aimEndpointKind, key, { type: 'merge', body }, { fieldManager: 'kubectl-edit' });
    const error = await refusal(engine, manifest);
    expect(error.problems[0]).toMatchObject({ field: 'spec.service.type', line: 12 });
    expect(error.problems[0]?.message).toContain('kubectl-edit');
  });

  it.each([
    ['negative replicas', `${manifest}  scaling:\n    minReplicas: -1\n`, 'spec.scaling.minReplicas', 14],
    ['an unknown field', `${manifest}  scalling: {}\n`, 'spec.scalling', 13],
    ['a value outside its choices', manifest.replace('NodePort', 'Nodeport'), 'spec.service.type', 12],
    ['a namespace that is not there', manifest.replace('aim-engine', 'nowhere'), 'metadata.namespace', 5],
  ])('refuses %s at its field and line', async (...[, yaml, field, line]) => {
    await using engine = await prepared();
    const error = await refusal(engine, yaml);
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]).toMatchObject({ field, line });
  });
});

describe('checking a manifest', () => {
  it('finds nothing wrong with a good one, writes nothing, and judges each way to run it', async () => {
    await using engine = await prepared();
    await engine.cluster.create(nodes, {
      metadata: { name: 'mi300x-1', labels: { 'amd.com/gpu.device-id': '74a1' } },
      status: { allocatable: { 'amd.com/gpu': '8' }, conditions: [{ type: 'Ready', status: 'True' }] },
    });
    const check = await judged(engine, manifest);
    expect(check.problems).toEqual([]);
    const chosen = check.options.filter((option) => option.verdict === 'chosen');
    expect(chosen).toHaveLength(1);
    expect(chosen[0]).toMatchObject({ gpuModel: 'MI300X', gpuCount: 1 });
    expect(chosen[0]?.perGpu?.weightsBytes).toBeGreaterThan(14e9);
    await expect(engine.cluster.get(aimEndpointKind, key)).rejects.toMatchObject({ code: 404 });
  });

  it('says of every refused way why, and warns when none is left', async () => {
    await using engine = await prepared();
    const check = await engine.services.manifests.check(manifest);
    expect(check.warnings.join(' ')).toContain('No schedulable node has a known AMD GPU');
  });

  it('gives problems of the text without asking the cluster', async () => {
    await using engine = await prepared();
    const check = await engine.services.manifests.check('kind: [');
    expect(check.problems[0]?.message).toContain('This is not valid YAML');
  });
});

describe("the composer's fields", () => {
  it('become a manifest that applies', async () => {
    await using engine = await prepared();
    const draft: EndpointDraft = {
      name: 'composed',
      namespace: 'aim-engine',
      modelId: 'Qwen/Qwen2.5-7B-Instruct',
      recipe: { autoSelect: false, gpuCount: 2, precision: 'bf16', backend: null },
      minReplicas: 2,
      serviceType: 'ClusterIP',
      port: 8000,
    };
    const yaml = await engine.services.manifests.render(draft);
    expect(yaml).toContain('gpuCount: 2');
    expect(yaml).not.toContain('null');
    expect((await engine.services.manifests.apply(yaml))[0]).toMatchObject({ name: 'composed', outcome: 'created' });
  });
});

/** The check, once the informers have seen the node. */
async function judged(engine: EngineOnApiServer, yaml: string) {
  for await (const seen of engine.services.hardware.watchNodes(new AbortController().signal)) if (seen.length > 0) break;
  return engine.services.manifests.check(yaml);
}
