import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../../clusters/objects.ts';
import { partLabels } from '../../../../../engine/operator/install/objects/metadata.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { refOf } from '../../../../../engine/operator/install/plan/refs.ts';
import type { InstallationRecord } from '../../../../../engine/operator/install/run/record/installation-record.ts';
import { planUndo } from '../../../../../engine/operator/install/run/removal/undo.ts';

const namespace = part('v1', 'Namespace', 'slipway-system');
const account = part('v1', 'ServiceAccount', 'slipway-operator', 'slipway-system');
const kept = part('v1', 'ConfigMap', 'slipway-installation', 'slipway-system');
const endpoints = part('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'aimendpoints.aim.engine.amd.com');
const caches = part('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'aimcaches.aim.engine.amd.com');
const parts = [namespace, account, kept, endpoints, caches];
const facts = { parts, models: [], namespace, contents: [account, kept], rights: [] };
const record: InstallationRecord = {
  version: '0.1.0',
  options: defaultInstallOptions('0.1.0'),
  state: 'applying',
  from: null,
  created: parts.map(refOf),
};

/** What goes, in order. */
function removed(...[given, noted]: Parameters<typeof planUndo>): string[] {
  return planUndo(given, noted)
    .items.filter(({ action }) => action === 'remove')
    .map(({ ref }) => `${ref.kind} ${ref.name}`);
}

describe('calling an installation off', () => {
  it('removes what it made, its record last but for the namespace: whoever is killed must know the rest', () => {
    expect(removed(facts, record)).toEqual([
      'ServiceAccount slipway-operator',
      'CustomResourceDefinition aimendpoints.aim.engine.amd.com',
      'CustomResourceDefinition aimcaches.aim.engine.amd.com',
      'ConfigMap slipway-installation',
      'Namespace slipway-system',
    ]);
  });

  it('leaves a definition that was there before', () => {
    const created = record.created.filter(({ name }) => name !== endpoints.metadata.name);
    expect(removed(facts, { ...record, created })).not.toContain('CustomResourceDefinition aimendpoints.aim.engine.amd.com');
    expect(planUndo(facts, { ...record, created }).items).toContainEqual({
      ref: refOf(endpoints),
      action: 'keep',
      why: 'It was there before.',
    });
  });

  it('leaves a definition of which there are objects by now', () => {
    const models = [{ apiVersion: 'aim.engine.amd.com/v1alpha1', kind: 'AIMEndpoint', namespace: 'default', name: 'mine' }];
    expect(planUndo({ ...facts, models }, record).items).toContainEqual({
      ref: refOf(endpoints),
      action: 'keep',
      why: 'There are objects of its kind by now, which would go with it.',
    });
  });

  it('removes nothing of an installation that was seen to work, as when an upgrade of it is called off', () => {
    expect(planUndo(facts, { ...record, from: '0.0.9', created: [] })).toEqual({ items: [], problems: [] });
  });

  it('removes the empty namespace when it came no further', () => {
    expect(removed({ ...facts, parts: [namespace], contents: [] }, null)).toEqual(['Namespace slipway-system']);
  });

  it('removes nothing of what was installed in another way, which has no record', () => {
    expect(removed(facts, null)).toEqual([]);
  });

  it('says when something may not be removed', () => {
    const access = { verb: 'delete', group: '', resource: 'namespaces', namespace: null, name: 'slipway-system' } as const;
    const { problems } = planUndo({ ...facts, rights: [{ access, allowed: false }] }, record);
    expect(problems[0]?.message).toContain('You may not delete Namespace slipway-system.');
  });
});

function part(apiVersion: string, kind: string, name: string, inNamespace?: string): Stored {
  const metadata = { name, uid: `${kind}-${name}`, resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z', labels: partLabels };
  return { apiVersion, kind, metadata: { ...metadata, ...(inNamespace && { namespace: inNamespace }) } };
}
