/** The keeper of the webhooks' certificate at work on an API server, its years passing on a simulated clock. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { createInformers } from '../../../../clusters/informer/informers.ts';
import { mutatingWebhookConfigurations, namespaces, secrets, validatingWebhookConfigurations } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { loadCatalog } from '../../../../engine/operator/catalog.ts';
import { usualLifetimes } from '../../../../engine/operator/certificates/decide-rotation.ts';
import { bundleOf, readKept } from '../../../../engine/operator/certificates/kept-certificates.ts';
import { createWebhookCertificateController } from '../../../../engine/operator/controllers/webhook-certificate/webhook-certificate.ts';
import { createApplier } from '../../../../engine/operator/runtime/objects/applier.ts';
import { createEventRecorder } from '../../../../engine/operator/runtime/objects/event-recorder.ts';
import { webhookConfigurations } from '../../../../engine/operator/webhooks/configuration.ts';
import { kubernetesForTests } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';
import { type Bare, bareControlPlane, bareSandboxServer } from './environment.ts';

const key = { namespace: 'slipway-system', name: 'slipway-operator-webhook' };
const dayMs = 24 * 3600 * 1000;
const catalog = await loadCatalog(new URL('../../../../resources/catalog/', import.meta.url));

interface Keeping extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly clock: SimulatedClock;
  /** How many authorities were trusted, after each change. */
  readonly trusted: number[];
}

/** The controller alone, on an API server where the webhooks are installed. */
async function keeping(bare: Bare): Promise<Keeping> {
  const { cluster } = bare;
  const clock = new SimulatedClock();
  const ending = new AbortController();
  await cluster.create(namespaces, { metadata: { name: key.namespace } });
  await announceTo(cluster);
  // Watches live in the server's time, whatever the controller's clock says.
  const informers = createInformers({ cluster, clock: systemClock, random: Math.random, log: silentLog, signal: ending.signal });
  const trusted: number[] = [];
  informers.for(secrets, { namespace: key.namespace }).onChange(({ object }) => {
    const read = readKept(object);
    const count = read ? bundleOf(read).match(/BEGIN CERTIFICATE/g)?.length : 0;
    if (count !== trusted.at(-1)) trusted.push(count ?? 0);
  });
  const controller = createWebhookCertificateController(
    {
      cluster,
      informers,
      applier: createApplier(cluster),
      recorder: createEventRecorder({ cluster, clock, log: silentLog, component: 'test' }),
      catalog,
      fleet: 'known',
      clock,
      log: silentLog,
    },
    { secret: key, names: ['slipway-operator-webhook.slipway-system.svc'], lifetimes: usualLifetimes },
  );
  await controller.warmUp();
  controller.start();
  return {
    cluster,
    clock,
    trusted,
    async [Symbol.asyncDispose]() {
      await controller.stop(AbortSignal.abort());
      ending.abort();
      await bare[Symbol.asyncDispose]();
    },
  };
}

async function announceTo(cluster: Cluster): Promise<void> {
  const [validating, mutating] = webhookConfigurations((path) => ({ service: { ...key, path, port: 443 } }));
  await cluster.create(validatingWebhookConfigurations, validating);
  await cluster.create(mutatingWebhookConfigurations, mutating);
}

async function kept(cluster: Cluster) {
  const read = readKept(await cluster.get(secrets, key));
  if (!read) throw new Error('the Secret cannot be read');
  return read;
}

/** What both configurations trust, once it is the same as the Secret's. */
async function announced(cluster: Cluster): Promise<string> {
  return eventually(async () => {
    const bundle = bundleOf(await kept(cluster));
    const configurations = [
      await cluster.get(validatingWebhookConfigurations, { name: 'slipway-operator' }),
      await cluster.get(mutatingWebhookConfigurations, { name: 'slipway-operator' }),
    ];
    const trusted = configurations.flatMap(({ webhooks = [] }) => webhooks.map(({ clientConfig }) => clientConfig.caBundle ?? ''));
    return trusted.length === 2 && trusted.every((each) => Buffer.from(each, 'base64').toString() === bundle) && bundle;
  });
}

describe.each([
  ["the sandbox's API server", bareSandboxServer, true],
  ['a real API server (SLIPWAY_TEST_KUBERNETES)', bareControlPlane, kubernetesForTests !== undefined],
] as const)('the certificate of the webhooks on %s', (_, open, isHere) => {
  test.skipIf(!isHere)('is made, announced, renewed, and put right again when somebody breaks it', async () => {
    await using world = await keeping(await open());
    const { cluster, clock } = world;
    const first = await announced(cluster);
    const { server } = await kept(cluster);
    expect(new X509Certificate(server.certificate).subjectAltName).toBe('DNS:slipway-operator-webhook.slipway-system.svc');

    // Two thirds of 90 days: another certificate by the same authority.
    const renewed = await eventually(async () => {
      await clock.advance(dayMs);
      const now = await kept(cluster);
      return now.server.certificate !== server.certificate && now;
    });
    expect(bundleOf(renewed)).toBe(first);

    // Somebody takes the bundle out, or deletes or empties the Secret.
    const [take] = [{ type: 'json', body: [{ op: 'remove', path: '/webhooks/0/clientConfig/caBundle' }] }] as const;
    await cluster.patch(validatingWebhookConfigurations, { name: 'slipway-operator' }, take);
    expect(await announced(cluster)).toBe(first);
    await cluster.delete(secrets, key);
    await eventually(() => kept(cluster));
    const second = await announced(cluster);
    expect(second).not.toBe(first);
    await cluster.patch(secrets, key, { type: 'merge', body: { data: { 'ca.key': '' } } });
    await eventually(async () => bundleOf(await kept(cluster)) !== second);
    await announced(cluster);
  });
});

test('over eight years both authorities are trusted side by side while one takes over from the other', async () => {
  await using world = await keeping(await bareSandboxServer());
  const { cluster, clock } = world;
  const bundles = new Set([await announced(cluster)]);
  const certificates = new Set<string>();
  const end = clock.now() + 8 * 365 * dayMs;
  while (clock.now() < end) {
    await clock.advance(20 * dayMs);
    // A third of the certificate's life is left when it is renewed.
    const { server } = await eventually(async () => {
      const now = await kept(cluster);
      return Date.parse(new X509Certificate(now.server.certificate).validTo) > clock.now() + 9 * dayMs && now;
    });
    bundles.add(await announced(cluster));
    certificates.add(server.certificate);
  }
  // The old one alone, both, the new one alone.
  expect(world.trusted).toEqual([1, 2, 1]);
  expect(bundles.size).toBeGreaterThanOrEqual(2);
  expect(certificates.size).toBeGreaterThan(25);
}, 120_000);
