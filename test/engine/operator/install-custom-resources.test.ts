import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { customResourceDefinitions } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { KubernetesObject } from '../../../clusters/objects.ts';
import { aimCacheKind, aimEndpointKind, aimRecipeKind } from '../../../engine/dialects/aim/group.ts';
import { customResourceDefinitionsOfSlipway } from '../../../engine/dialects/definitions.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { type Bare, bareControlPlane, bareSandboxServer } from './controllers/environment.ts';

const kinds = [aimEndpointKind, aimRecipeKind, aimCacheKind];
const fixtures = new URL('../../fixtures/aim/', import.meta.url);
const shared = process.env['SLIPWAY_TEST_SHARED'];

describe.each([
  ["the sandbox's API server", bareSandboxServer, true],
  ['a real API server (SLIPWAY_TEST_KUBERNETES)', bareControlPlane, kubernetesForTests !== undefined],
] as const)('our kinds on %s', (_, open, isHere) => {
  test.skipIf(!isHere)('are served, and accept what people write for AIM', async () => {
    await using world: Bare = await open();
    await install(world.cluster);
    const written = readdirSync(fixtures).filter((name) => name.endsWith('.yaml'));
    const own = written.map((name) => parse(readFileSync(new URL(name, fixtures), 'utf8')) as KubernetesObject);
    for (const object of [...own, ...samples()]) expect(await verdict(world.cluster, object)).toBe('accepted');
  });

  test.skipIf(!isHere)('refuse what cannot be, naming the field', async () => {
    await using world: Bare = await open();
    await install(world.cluster);
    const spec = { model: { id: 'm' } };
    for (const [field, wrong] of [
      ['spec.scaling.minReplicas', { ...spec, scaling: { minReplicas: -1 } }],
      ['spec.model.id', { model: { version: 'latest' } }],
      ['spec.service.type', { ...spec, service: { type: 'Gateway' } }],
      ['spec.scaling.scaleDownDelay', { ...spec, scaling: { scaleDownDelay: 'soon' } }],
    ] as const) {
      const object = { apiVersion: 'aim.engine.amd.com/v1alpha1', kind: 'AIMEndpoint', metadata: { name: 'wrong' }, spec: wrong };
      expect(await verdict(world.cluster, object)).toContain(field);
    }
  });

  test.skipIf(!isHere)('are not put over a definition that somebody else made', async () => {
    await using world: Bare = await open();
    const [definition] = customResourceDefinitionsOfSlipway();
    const foreign = { ...definition, metadata: { name: definition?.metadata?.name, labels: { 'app.kubernetes.io/managed-by': 'Helm' } } };
    await world.cluster.create(customResourceDefinitions, foreign as NonNullable<typeof definition>);
    const installed = await install(world.cluster);
    expect(installed.map(({ outcome }) => outcome)).toEqual(['foreign', 'applied', 'applied', 'applied']);
    expect(installed[0]?.message).toContain('it is left as it is');
    const kept = await world.cluster.get(customResourceDefinitions, { name: definition?.metadata?.name ?? '' });
    expect(kept.metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'Helm' });
  });
});

function install(cluster: Cluster) {
  return installCustomResources({ cluster, clock: systemClock, log: silentLog });
}

/** What AIM's own repository ships, where it is at hand; the fragment without a model is left out. */
function samples(): KubernetesObject[] {
  if (!shared) return [];
  const folder = `${shared}/manifests/aim-yu`;
  const objects = readdirSync(folder).flatMap((name) =>
    parseAllDocuments(readFileSync(`${folder}/${name}`, 'utf8')).map((document) => document.toJS()),
  );
  return objects.filter(
    (object) => kinds.some(({ kind }) => kind === object?.kind) && (object.kind !== 'AIMEndpoint' || object.spec.model),
  );
}

async function verdict(cluster: Cluster, object: KubernetesObject): Promise<string> {
  const kind = kinds.find((each) => each.kind === object.kind);
  if (!kind) return `${object.kind} is no kind of AIM`;
  const namespaced = { ...object, metadata: { ...object.metadata, namespace: 'default' } };
  try {
    await cluster.create(kind, namespaced, { dryRun: true, fieldValidation: 'Strict' });
    return 'accepted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
