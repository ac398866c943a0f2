import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../../clusters/objects.ts';
import { planCustomResources } from '../../../../../engine/operator/install/objects/custom-resources.ts';
import { labelsOf } from '../../../../../engine/operator/install/objects/metadata.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import type { InstallationFacts } from '../../../../../engine/operator/install/plan/plan.ts';
import { planInstallation } from '../../../../../engine/operator/install/plan/plan-installation.ts';
import { emptyCluster, installedCluster, stored } from './facts.ts';

describe('a plan with what nobody wants any more', () => {
  const options = defaultInstallOptions('0.2.0');
  const old = (kind: string, name: string, namespace?: string) =>
    stored({
      apiVersion: kind === 'Secret' || kind === 'ConfigMap' ? 'v1' : 'apps/v1',
      kind,
      metadata: { name, ...(namespace && { namespace }), labels: labelsOf('operator', options) },
    });
  const withOld = (facts: InstallationFacts, ...live: Stored[]) => ({
    ...facts,
    present: [...facts.present, ...live.map((each) => ({ live: each }))],
  });

  it('removes it, after everything else', () => {
    const plan = planInstallation(withOld(installedCluster(), old('Deployment', 'slipway-judge', 'slipway-system')));
    expect(plan.items.at(-1)).toEqual({
      ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'slipway-system', name: 'slipway-judge' },
      action: 'remove',
      why: 'An earlier installation made it, and it is no longer wanted.',
    });
  });

  it('says so where that is not allowed', () => {
    const facts = withOld(installedCluster(), old('Deployment', 'slipway-judge', 'slipway-system'));
    const access = { verb: 'delete', group: 'apps', resource: 'deployments', namespace: 'slipway-system', name: 'slipway-judge' } as const;
    expect(planInstallation({ ...facts, rights: [{ access, allowed: false }] }).problems).toMatchObject([
      {
        message: 'Deployment slipway-system/slipway-judge is no longer wanted, and you may not delete it.',
        fix: expect.stringContaining('a Role in the namespace slipway-system with the rule apiGroups: ["apps"]'),
      },
    ]);
  });

  it('keeps the record of the installation and the certificate of the webhooks, which are not for it to remove', () => {
    const secret = old('Secret', 'slipway-operator-webhook', 'slipway-system');
    const record = old('ConfigMap', 'slipway-installation', 'slipway-system');
    const { items } = planInstallation(withOld(installedCluster(), secret, record));
    expect(items.filter(({ action }) => action !== 'keep')).toEqual([
      { ref: expect.objectContaining({ kind: 'Secret' }), action: 'leave', why: 'The certificate of the webhooks: the operator keeps it.' },
    ]);
  });

  it('removes the certificate with the webhooks', () => {
    const without = installedCluster(defaultInstallOptions('0.2.0', { webhooks: false }));
    const { items } = planInstallation(withOld(without, old('Secret', 'slipway-operator-webhook', 'slipway-system')));
    expect(items.at(-1)).toMatchObject({ ref: { kind: 'Secret' }, action: 'remove' });
  });

  it('keeps definitions, with which everything of their kind would go', () => {
    const [definition] = planCustomResources(options);
    const former = JSON.parse(JSON.stringify(definition).replaceAll('aimendpoints', 'formers'));
    const { items } = planInstallation(withOld(installedCluster(), stored(former)));
    expect(items.at(-1)).toMatchObject({
      ref: { name: 'formers.aim.engine.amd.com' },
      action: 'leave',
      why: 'This version does not need it. It stays, because with it everything of its kind would go.',
    });
  });

  it("leaves the whole cluster's definitions to whoever installs for all", () => {
    const scope = { kind: 'namespace', namespace: 'team-a' } as const;
    const facts = emptyCluster(defaultInstallOptions('0.2.0', { scope }));
    const [definition] = planCustomResources(options);
    if (!definition) throw new Error('there is a definition');
    const { items } = planInstallation(withOld(facts, stored(definition)));
    expect(items.at(-1)).toMatchObject({ action: 'leave', why: expect.stringMatching(/^Definitions are for the whole cluster/) });
  });

  it('passes over what is going already', () => {
    const going = stored(old('Deployment', 'slipway-judge', 'slipway-system'), { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(planInstallation(withOld(installedCluster(), going)).items.every(({ action }) => action === 'keep')).toBe(true);
  });
});
