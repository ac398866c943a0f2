/** The webhooks as a real API server calls them: two replicas of the operator, and certificates that change while they serve. */
import type { WebhookClientConfig } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiError } from '../../../clusters/api-error.ts';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { mutatingWebhookConfigurations, namespaces, secrets, validatingWebhookConfigurations } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { loadCatalog } from '../../../engine/operator/catalog.ts';
import { readKept } from '../../../engine/operator/certificates/kept-certificates.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { type AimEndpoint, aimEndpoints, aimRecipes } from '../../../engine/operator/kinds.ts';
import { createOperator, type Operator } from '../../../engine/operator/operator.ts';
import { webhookConfigurations } from '../../../engine/operator/webhooks/configuration.ts';
import { kubernetesForTests, startControlPlane } from '../../helpers/control-plane.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';
import { behindOnePort, type ReplicasBehindOnePort } from './replicas-behind-one-port.ts';

const namespace = 'slipway-system';
const secretKey = { namespace, name: 'slipway-operator-webhook' };
const name = { name: 'slipway-operator' };
const model = { id: 'Qwen/Qwen2.5-7B-Instruct' };
/** Seconds in place of years, so that authorities follow each other while a test looks on. */
const lifetimes = { authorityMs: 30_000, certificateMs: 15_000, overlapMs: 4_000 };

describe.skipIf(!kubernetesForTests)('webhooks on a real API server (SLIPWAY_TEST_KUBERNETES)', () => {
  const started = new AsyncDisposableStack();
  let cluster: Cluster;
  let service: ReplicasBehindOnePort;
  const operators: Operator[] = [];

  beforeAll(async () => {
    const { kubeconfigPath } = started.use(await startControlPlane());
    const open = () => createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });
    cluster = open();
    await cluster.create(namespaces, { metadata: { name: namespace } });
    await installCustomResources({ cluster, clock: systemClock, log: silentLog });
    const catalog = await loadCatalog(new URL('../../../resources/catalog/', import.meta.url));
    const ports = [await freePort(), await freePort()];
    for (const [index, port] of ports.entries()) {
      const certificates = { from: 'self-managed', secret: secretKey.name, names: ['127.0.0.1'], lifetimes } as const;
      const operator = createOperator({
        cluster: open(),
        catalog,
        clock: systemClock,
        random: Math.random,
        log: silentLog,
        identity: `replica-${index}`,
        leaderElection: true,
        namespace,
        installKinds: false,
        simulate: null,
        webhooks: { host: '127.0.0.1', port, certificates },
      });
      operators.push(operator);
      started.defer(() => operator.stop());
    }
    service = started.use(await behindOnePort(ports));
    await Promise.all(operators.map((operator) => operator.start()));
    await eventually(() => operators.every(({ readiness }) => readiness() === 'ready'));
    await configure((path) => ({ url: `https://127.0.0.1:${service.port}${path}` }), 'Fail');
  });
  afterAll(() => started.disposeAsync());

  /** As installed, but for how they are reached: the control plane has no Services. `Fail` shows each call that did not come through. */
  async function configure(clientConfig: (path: string) => WebhookClientConfig, failurePolicy: string): Promise<void> {
    const [validating, mutating] = webhookConfigurations(clientConfig);
    for (const each of [...(validating.webhooks ?? []), ...(mutating.webhooks ?? [])]) each.failurePolicy = failurePolicy;
    await cluster.create(validatingWebhookConfigurations, validating);
    await cluster.create(mutatingWebhookConfigurations, mutating);
    // Until the leading replica has said whom to trust, every call fails.
    await eventually(() => create('probe', { model }, true), { timeoutMs: 20_000 });
  }

  async function create(endpoint: string, spec: unknown, dryRun = false, warnings: string[] = []) {
    const object = { metadata: { name: endpoint, namespace: 'default' }, spec } as AimEndpoint;
    return cluster.create(aimEndpoints, object, { dryRun, onWarning: (message) => warnings.push(message) });
  }

  it('deny an endpoint that contradicts itself, with the field and what to do, and it is not stored', async () => {
    const refused = await create('bad', { model, scaling: { minReplicas: 3, maxReplicas: 2 } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: { kind: 'AIMEndpoint', name: 'bad', causes: [expect.objectContaining({ field: 'spec.scaling.minReplicas' })] },
    });
    expect((refused as ApiError).message).toBe(
      'admission webhook "validation.operator.slipway.dev" denied the request: spec.scaling.minReplicas: minReplicas (3) is greater than maxReplicas (2). Raise maxReplicas or lower minReplicas.',
    );
    await expect(cluster.get(aimEndpoints, { namespace: 'default', name: 'bad' })).rejects.toMatchObject({ code: 404 });
  });

  it('let a good one in, warn of what nothing acts on yet, and write down what follows from its name', async () => {
    const warnings: string[] = [];
    const spec = {
      model,
      recipe: { customRecipe: { name: 'mine' } },
      security: { serviceAccount: { create: true } },
      scaling: { targetGPUUtilization: 85 },
    };
    const stored = await create('good', spec, false, warnings);
    expect(stored.spec).toMatchObject({
      recipe: { customRecipe: { name: 'mine', namespace: 'default' } },
      security: { serviceAccount: { create: true, name: 'good' } },
    });
    expect(warnings).toContain('spec.scaling.targetGPUUtilization: kept, but nothing acts on it yet.');
    const patch = { type: 'merge', body: { spec: { scaling: { minReplicas: 3, maxReplicas: 2 } } } } as const;
    await expect(cluster.patch(aimEndpoints, { namespace: 'default', name: 'good' }, patch)).rejects.toMatchObject({ code: 422 });
  });

  it('say of a recipe that it runs nowhere', async () => {
    const warnings: string[] = [];
    const spec = {
      modelId: model.id,
      hardware: 'MI300X',
      precision: 'bf16',
      backend: 'vllm',
      configurations: [{ gpuCount: 8, enabled: true }],
    };
    const recipe = { metadata: { name: 'split', namespace: 'default' }, spec };
    await cluster.create(aimRecipes, recipe, { onWarning: (message) => warnings.push(message) });
    expect(warnings).toEqual([expect.stringContaining('28 attention heads cannot be split over 8 GPUs.')]);
  });

  it('refuse nobody while certificates and authorities follow each other, and both replicas answer', async () => {
    const signers = new Set<string>();
    const servers = new Set<string>();
    const endsAt = performance.now() + 32_000;
    const times: number[] = [];
    while (performance.now() < endsAt) {
      const startedAt = performance.now();
      await create(`try-${times.length}`, { model }, true);
      times.push(performance.now() - startedAt);
      if (times.length % 20 !== 0) continue;
      const kept = readKept(await cluster.get(secrets, secretKey));
      if (kept) signers.add(kept.signer.certificate) && servers.add(kept.server.certificate);
    }
    const sorted = times.toSorted((left, right) => left - right);
    const p99 = sorted[Math.floor(times.length * 0.99)] ?? 0;
    console.log(
      `${times.length} creations through both webhooks, ${signers.size} authorities, ${servers.size} certificates, p99 ${p99.toFixed(0)} ms`,
    );
    expect(signers.size).toBeGreaterThanOrEqual(2);
    expect(servers.size).toBeGreaterThanOrEqual(3);
    expect([...service.connections.values()].every((count) => count > 1)).toBe(true);
    expect(service.connections.size).toBe(2);
  }, 90_000);

  it('that nobody answers stop nobody as they are installed: what is wrong is then in the status', async () => {
    for (const kind of [validatingWebhookConfigurations, mutatingWebhookConfigurations]) {
      const body = [{ op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Ignore' } as const];
      await cluster.patch(kind as typeof validatingWebhookConfigurations, name, { type: 'json', body });
    }
    await service[Symbol.asyncDispose]();
    await Promise.all(operators.map((operator) => operator.stop()));
    const spec = { model, scaling: { minReplicas: 3, maxReplicas: 2 } };
    await eventually(() => create('unseen', spec), { timeoutMs: 30_000 });
    expect((await cluster.get(aimEndpoints, { namespace: 'default', name: 'unseen' })).spec).toMatchObject(spec);
  });
});
