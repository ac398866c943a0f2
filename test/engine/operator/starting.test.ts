/** What an operator does before it works: it waits for its kinds, and sees what it may not see. */
import { describe, expect, test } from 'vitest';
import { ApiError, ClusterUnreachable } from '../../../clusters/api-error.ts';
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { withoutKinds } from '../../../clusters/informer/without-kinds.ts';
import { customResourceDefinitions, deployments, namespaces } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import type { ResourceKind } from '../../../clusters/objects.ts';
import { loadCatalog } from '../../../engine/operator/catalog.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { type AimEndpoint, aimEndpoints } from '../../../engine/operator/kinds.ts';
import { createOperator, type Operator } from '../../../engine/operator/operator.ts';
import type { OperatorOptions } from '../../../engine/operator/operator-options.ts';
import { eventually } from '../../helpers/eventually.ts';
import { bareSandboxServer } from './controllers/environment.ts';

const catalog = await loadCatalog(new URL('../../../resources/catalog/', import.meta.url));

interface Started extends AsyncDisposable {
  readonly operator: Operator;
  readonly started: Promise<void>;
}

function start(cluster: Cluster, more: Partial<OperatorOptions> = {}): Started {
  const operator = createOperator({
    cluster,
    catalog,
    clock: systemClock,
    random: () => 0.5,
    log: silentLog,
    identity: 'test',
    leaderElection: false,
    installKinds: false,
    simulate: null,
    ...more,
  });
  const started = operator.start();
  // Some tests end it before it is ready.
  started.catch(() => {});
  return { operator, started, [Symbol.asyncDispose]: () => operator.stop() };
}

/** The cluster where lists of some kinds fail so. */
function failing(cluster: Cluster, error: () => Error | undefined, isMeant: (kind: ResourceKind) => boolean): Cluster {
  const passing = withoutKinds(cluster, () => false, systemClock);
  return {
    ...passing,
    list: async (kind, options) => {
      const thrown = isMeant(kind) ? error() : undefined;
      if (thrown) throw thrown;
      return cluster.list(kind, options);
    },
  };
}

describe('an operator that may not write definitions', () => {
  test('says which kind it waits for, writes none, and begins when somebody has installed them', async () => {
    await using server = await bareSandboxServer();
    await using waiting = start(server.cluster);
    const { operator } = waiting;
    expect(
      await eventually(() => {
        const reason = operator.readiness();
        return reason.includes('aimendpoints') && reason;
      }),
    ).toBe(
      "waiting for the kind aimendpoints.aim.engine.amd.com, which this cluster does not serve: install Slipway's kinds (slipway install), or start the operator with --install-kinds",
    );
    expect((await server.cluster.list(customResourceDefinitions)).items).toEqual([]);
    await installCustomResources({ cluster: server.cluster, clock: systemClock, log: silentLog });
    await waiting.started;
    expect(operator.readiness()).toBe('ready');
  });

  test('says which right it lacks, or that the server is away, and goes on when that is mended', async () => {
    await using server = await bareSandboxServer();
    await installCustomResources({ cluster: server.cluster, clock: systemClock, log: silentLog });
    let error: Error | undefined = new ApiError(403, 'Forbidden', 'User "operator" cannot list resource "aimrecipes"');
    const cluster = failing(
      server.cluster,
      () => error,
      ({ plural }) => plural === 'aimrecipes',
    );
    await using waiting = start(cluster, { watchNamespace: 'team-a' });
    const { operator } = waiting;
    await eventually(() => operator.readiness().includes('aimrecipes'));
    expect(operator.readiness()).toBe(
      'waiting for the right to list aimrecipes.aim.engine.amd.com in namespace team-a: User "operator" cannot list resource "aimrecipes"',
    );
    error = new ClusterUnreachable('https://127.0.0.1:1', 'The API server did not answer.');
    await eventually(() => operator.readiness() === 'waiting for the API server: The API server did not answer.');
    error = undefined;
    await waiting.started;
  });

  test('ends at once when it is asked to while it waits', async () => {
    await using server = await bareSandboxServer();
    const waiting = start(server.cluster);
    await eventually(() => waiting.operator.readiness().includes('aimendpoints'));
    await waiting.operator.stop();
    await waiting.operator.ended;
    await expect(waiting.started).rejects.toThrow('the operator ends');
  });
});

describe('an operator that may not list nodes', () => {
  const noNodes = (cluster: Cluster) =>
    failing(
      cluster,
      () => new ApiError(403, 'Forbidden', 'no nodes'),
      ({ plural }) => plural === 'nodes',
    );

  test('takes the GPU that an endpoint names to be there, says so, and asks for a name where there is none', async () => {
    await using server = await bareSandboxServer();
    const { cluster } = server;
    await cluster.create(namespaces, { metadata: { name: 'models' } });
    await installCustomResources({ cluster, clock: systemClock, log: silentLog });
    await using _operator = start(noNodes(cluster), { simulate: 'slipway/simulator:1.2.3' });
    const create = (name: string, spec: object) =>
      cluster.create(aimEndpoints, {
        metadata: { name, namespace: 'models' },
        spec: { model: { id: 'Qwen/Qwen2.5-7B-Instruct' }, ...spec },
      } as AimEndpoint);
    await create('named', { hardware: 'MI300X' });
    await create('nameless', {});
    const status = (name: string) =>
      eventually(async () => {
        const { status: now } = await cluster.get(aimEndpoints, { namespace: 'models', name });
        return now?.conditions?.find(({ type }) => type === 'RecipeResolved') && now;
      });
    const named = await status('named');
    expect(named.selectedRecipe).toMatchObject({ hardware: 'MI300X', gpuCount: 1 });
    expect(JSON.stringify(named.conditions)).toContain(
      'Which GPUs the cluster has is not known, because the operator may not list its nodes',
    );
    const { spec } = await eventually(() => cluster.get(deployments, { namespace: 'models', name: 'named' }));
    expect(spec?.template.spec?.nodeSelector).toBeUndefined();
    const nameless = await status('nameless');
    expect(nameless.message).toContain(
      'Name the GPU in spec.hardware or a recipe in spec.recipe.customRecipe, or let the operator get, list and watch nodes.',
    );
  });
});

test('an operator of one namespace sees what is in it, and nothing elsewhere', async () => {
  await using server = await bareSandboxServer();
  const { cluster } = server;
  for (const name of ['team-a', 'team-b']) await cluster.create(namespaces, { metadata: { name } });
  await using started = start(cluster, { watchNamespace: 'team-a', installKinds: true });
  await started.started;
  const spec = { model: { id: 'Qwen/Qwen2.5-7B-Instruct' } };
  for (const namespace of ['team-b', 'team-a'])
    await cluster.create(aimEndpoints, { metadata: { name: 'demo', namespace }, spec } as AimEndpoint);
  await eventually(async () => (await cluster.get(aimEndpoints, { namespace: 'team-a', name: 'demo' })).status);
  expect((await cluster.get(aimEndpoints, { namespace: 'team-b', name: 'demo' })).status).toBeUndefined();
});
