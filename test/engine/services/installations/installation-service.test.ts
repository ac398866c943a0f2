import { describe, expect, it } from 'vitest';
import { ClusterUnreachable } from '../../../../clusters/api-error.ts';
import { installPlanView } from '../../../../engine/contract/views/installation.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { held } from '../flows/held.ts';
import { installationWorld } from './installation-world.ts';

type World = ReturnType<typeof installationWorld>;
const endOf = ({ flows }: World, id: string) =>
  eventually(async () => {
    const view = (await flows.list()).find((flow) => flow.id === id);
    return view && view.endedAt !== null ? view : undefined;
  });

describe('the plan of an installation', () => {
  it('says what would be done, in which version, and what is built before', async () => {
    const { service } = installationWorld({
      items: [
        {
          ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'slipway-system', name: 'c' },
          action: 'change',
          why: 'It differs.',
          changes: [
            { path: 'data.a', from: 'x' },
            { path: 'spec.n', from: 1, to: 2 },
          ],
        },
      ],
    });
    const plan = await service.plan('dev', {});
    expect(installPlanView.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({
      cluster: 'dev',
      version: '0.1.0',
      from: null,
      imagesToBuild: ['slipway/operator:0.1.0', 'slipway/gateway:0.1.0'],
    });
    expect(plan.items[0]?.changes).toEqual([
      { path: 'data.a', from: 'x', to: null },
      { path: 'spec.n', from: '1', to: '2' },
    ]);
  });

  it('of a removal says what goes and what stays', async () => {
    const { service, asked } = installationWorld({ installed: 'complete' });
    const plan = await service.planRemoval('dev', {});
    expect(installPlanView.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({ version: null, from: '0.0.9' });
    expect(asked).toEqual(['planRemoval false false']);
  });

  it('says why the cluster cannot be asked', async () => {
    const { service } = installationWorld({
      openFailsWith: new ClusterUnreachable('https://dev', 'The API server at https://dev did not answer.'),
    });
    await expect(service.plan('dev', {})).rejects.toMatchObject({
      code: 'cluster_unreachable',
      message: 'The API server at https://dev did not answer.',
    });
  });

  it('as manifests asks no cluster', async () => {
    const { service, asked } = installationWorld({ openFailsWith: new Error('asked') });
    const yaml = await service.manifests('dev', {});
    expect(yaml).toContain('slipway/operator:0.1.0');
    expect(asked).toEqual([]);
  });
});

describe('installing', () => {
  it('builds, loads, applies and waits, then looks at the cluster anew', async () => {
    const world = installationWorld();
    const { flow } = await world.service.install('dev', { imageBase: 'base:1' });
    const view = await endOf(world, flow);
    expect(view).toMatchObject({ kind: 'install', title: 'Install Slipway 0.1.0 in dev', cluster: 'dev', state: 'done', fraction: 1 });
    expect(view.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'plan done',
      'build done',
      'load done',
      'apply done',
      'healthy done',
    ]);
    expect(world.asked).toEqual([
      'plan',
      'build operator from base:1',
      'build gateway from base:1',
      'load slipway/operator:0.1.0,slipway/gateway:0.1.0 into dev',
      'plan',
      'apply',
      'untilHealthy',
    ]);
    await eventually(() => world.connections.of('dev').state === 'none');
  });

  it('upgrades what is there, and completes what was begun', async () => {
    const upgrade = installationWorld({ installed: 'complete' });
    expect(await endOf(upgrade, (await upgrade.service.install('dev', {})).flow)).toMatchObject({
      kind: 'upgrade',
      title: 'Upgrade Slipway in dev to 0.1.0',
    });
    const begun = installationWorld({ installed: 'applying' });
    expect((await endOf(begun, (await begun.service.install('dev', {})).flow)).kind).toBe('install');
  });

  it('with the operator on this machine starts it before it waits', async () => {
    const world = installationWorld();
    const { flow } = await world.service.install('dev', { operator: 'local' });
    expect((await endOf(world, flow)).state).toBe('done');
    expect(world.asked).toEqual(['plan', 'plan', 'apply', 'start operator of dev', 'untilHealthy']);
  });

  it('that is called off while it applies is undone, with the operator of this machine', async () => {
    const applying = held();
    const world = installationWorld({ applying });
    const { flow } = await world.service.install('dev', { operator: 'local' });
    await applying.begun;
    expect(await world.flows.cancel(flow)).toMatchObject({
      state: 'cancelled',
      message: 'What this installation had created was removed.',
    });
    expect(world.asked.slice(-2)).toEqual(['stop operator of dev', 'undo']);
  });

  it('that failed before anything was changed has nothing to clean up', async () => {
    const world = installationWorld({ problems: [{ field: 'rights', message: 'You may not create ClusterRoles.', fix: 'Ask for it.' }] });
    const { flow } = await world.service.install('dev', {});
    expect((await endOf(world, flow)).error).toMatchObject({
      code: 'refused',
      message: 'Slipway cannot be installed: You may not create ClusterRoles.',
      problems: [{ field: 'rights' }],
    });
    await world.flows.cleanUp(flow);
    expect(world.asked).toEqual(['plan']);
  });

  it('that was interrupted while it applied is undone by cleaning up', async () => {
    const applying = held();
    const world = installationWorld({ applying });
    await world.service.install('dev', {});
    await applying.begun;
    await world.flows.close();
    const after = installationWorld({ store: world.store, owner: 'after' });
    const [view] = await after.flows.list();
    expect(view?.state).toBe('interrupted');
    expect((await after.flows.cleanUp(view?.id ?? '')).state).toBe('cancelled');
    expect(after.asked).toEqual(['stop operator of dev', 'undo']);
  });
});

describe('uninstalling', () => {
  it('ends the operator of this machine, removes, and sees that nothing is left', async () => {
    const world = installationWorld({ installed: 'complete' });
    const { flow } = await world.service.uninstall('dev', { deleteModels: true });
    expect(await endOf(world, flow)).toMatchObject({ kind: 'uninstall', title: 'Uninstall Slipway from dev', state: 'done' });
    expect(world.asked).toEqual(['findPlace', 'planRemoval false true', 'stop operator of dev', 'remove false true', 'verifyRemoved']);
    await eventually(() => world.connections.of('dev').state === 'none');
  });

  it('is refused for the sandbox and for what is attached read-only', async () => {
    const world = installationWorld();
    world.store.attachments.put({ name: 'prod', kubeconfig: null, context: 'p', readOnly: true, namespace: null, simulated: false });
    await expect(world.service.uninstall('sandbox', {})).rejects.toMatchObject({
      code: 'refused',
      message: 'Nothing is installed in the sandbox: operator and gateway run beside it in Slipway itself.',
    });
    for (const ask of [world.service.uninstall('prod', {}), world.service.planRemoval('prod', {})]) {
      await expect(ask).rejects.toMatchObject({ code: 'forbidden', message: 'Nothing is removed from prod: it is attached read-only.' });
    }
  });
});

describe('what is installed', () => {
  it('is told with its version, and an operator that belongs to this machine is started', async () => {
    const world = installationWorld({ installed: 'complete', installedOperator: 'local' });
    const session = await world.connections.session('dev');
    expect(await world.installed(session, new AbortController().signal)).toEqual({ state: 'complete', version: '0.0.9' });
    await eventually(() => world.asked.includes('start operator of dev'));
  });

  it('with an operator that runs on the machine of somebody else starts none here', async () => {
    const world = installationWorld({ installed: 'complete', installedOperator: 'local', operatorIsElsewhere: true });
    const session = await world.connections.session('dev');
    expect(await world.installed(session, new AbortController().signal)).toMatchObject({ state: 'complete' });
    expect(world.asked).toEqual([]);
  });

  it('is nothing where nothing is', async () => {
    const world = installationWorld();
    expect(await world.installed(await world.connections.session('dev'), new AbortController().signal)).toBeNull();
    expect(world.asked).toEqual([]);
  });
});
