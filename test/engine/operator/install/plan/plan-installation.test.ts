import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../../clusters/objects.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { planInstallation } from '../../../../../engine/operator/install/plan/plan-installation.ts';
import { changing, emptyCluster, gateway, installedCluster, itemOf, refOfGateway, stored } from './facts.ts';

describe('a plan for an empty cluster', () => {
  it('creates everything, in the order in which it can be', () => {
    const facts = emptyCluster();
    const plan = planInstallation(facts);
    expect(plan).toMatchObject({ version: '0.2.0', from: null, problems: [] });
    expect(plan.items).toEqual(
      facts.wanted.map(({ apiVersion, kind, metadata }) => ({
        ref: { apiVersion, kind, namespace: metadata?.namespace ?? null, name: metadata?.name },
        action: 'create',
        why: 'It is not there.',
      })),
    );
  });

  it('names the images that nodes must have', () => {
    const images = (chosen: object) => planInstallation(emptyCluster(defaultInstallOptions('0.2.0', chosen))).images;
    expect(images({})).toEqual(['slipway/operator:0.2.0', 'slipway/gateway:0.2.0']);
    expect(images({ simulated: true })).toEqual(['slipway/operator:0.2.0', 'slipway/gateway:0.2.0', 'slipway/simulator:0.2.0']);
    expect(images({ operator: 'local' })).toEqual([]);
    expect(images({ operator: 'local', simulated: true })).toEqual(['slipway/simulator:0.2.0']);
  });

  it('can be sent to another process and back', () => {
    const plan = planInstallation(installedCluster());
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('a plan for what is installed', () => {
  it('keeps everything where nothing differs but the bookkeeping of the server', () => {
    const facts = installedCluster();
    const busy = changing(facts, 'Deployment', 'slipway-gateway', ({ live, applied }) => ({
      live: { ...live, status: { readyReplicas: 2 } } as Stored,
      applied: { ...applied, metadata: { ...live.metadata, generation: 9, managedFields: [{ manager: 'slipway' }] } } as Stored,
    }));
    expect(new Set(planInstallation(busy).items.map(({ action }) => action))).toEqual(new Set(['keep']));
  });

  it('changes what differs, and says each field', () => {
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live, applied }) => {
      const older = structuredClone(live) as Stored & Deployment;
      const container = older.spec?.template.spec?.containers[0];
      if (container) Object.assign(container, { image: 'slipway/gateway:0.1.0', args: ['--port', '8000'] });
      if (older.metadata.labels) older.metadata.labels['app.kubernetes.io/version'] = '0.1.0';
      return { live: older, applied };
    });
    const item = itemOf({ ...facts, installedVersion: '0.1.0' }, gateway);
    expect(item).toMatchObject({ action: 'change', why: '3 fields differ.' });
    expect(item?.changes?.map(({ path }) => path).sort()).toEqual([
      'metadata.labels[app.kubernetes.io/version]',
      'spec.template.spec.containers[gateway].args',
      'spec.template.spec.containers[gateway].image',
    ]);
    expect(item?.changes).toContainEqual({
      path: 'spec.template.spec.containers[gateway].image',
      from: 'slipway/gateway:0.1.0',
      to: 'slipway/gateway:0.2.0',
    });
  });

  it('says of a field that comes or goes only what there is', () => {
    const facts = changing(installedCluster(), 'Service', 'slipway-gateway', ({ live, applied }) => ({
      live: Object.assign(structuredClone(live), { spec: { type: 'NodePort' } }),
      applied: Object.assign(structuredClone(applied ?? live), { spec: { clusterIP: '10.0.0.1' } }),
    }));
    expect(itemOf(facts, 'Service slipway-system/slipway-gateway')?.changes).toEqual([
      { path: 'spec.type', from: 'NodePort' },
      { path: 'spec.clusterIP', to: '10.0.0.1' },
    ]);
  });

  it('writes again what could not be compared', () => {
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live }) => ({ live }));
    expect(itemOf(facts, gateway)).toEqual({
      ref: expect.anything(),
      action: 'change',
      why: 'It is there, and could not be compared: it is written again.',
    });
  });

  it('waits for what is being deleted', () => {
    const gone = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['example.com/wait'] };
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live, applied }) => ({
      live: stored(live, gone),
      applied,
    }));
    expect(planInstallation(facts).problems).toEqual([
      { field: gateway, message: `${gateway} is being deleted.`, fix: 'It waits for example.com/wait.' },
    ]);
  });

  it('refuses what the server would refuse, in its words', () => {
    const refusal = 'spec.selector: Invalid value: field is immutable';
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live }) => ({ live, applied: { refusal } }));
    expect(planInstallation(facts).problems).toMatchObject([{ message: `${gateway} cannot be changed: ${refusal}` }]);
    const absent = { ...emptyCluster(), refused: [{ ref: { ...refOfGateway }, refusal: 'exceeded quota: small' }] };
    expect(planInstallation(absent).problems).toMatchObject([{ message: `The cluster does not accept ${gateway}: exceeded quota: small` }]);
  });

  it('does not go back to an older version', () => {
    const older = { ...installedCluster(defaultInstallOptions('0.2.0')), installedVersion: '0.10.0' };
    expect(planInstallation(older).problems).toEqual([
      {
        field: 'version',
        message: 'Slipway 0.10.0 is installed, which is newer than 0.2.0: going back may lose fields of what is stored.',
        fix: 'Use Slipway 0.10.0 or newer, or uninstall first: models are kept unless asked.',
      },
    ]);
    expect(planInstallation({ ...older, installedVersion: '0.2.0-rc.1' }).problems).toEqual([]);
  });
});
