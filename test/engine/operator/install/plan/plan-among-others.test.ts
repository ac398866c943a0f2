import { describe, expect, it } from 'vitest';
import { planInstallation } from '../../../../../engine/operator/install/plan/plan-installation.ts';
import { changing, foreign, gateway, installedCluster, itemOf, stored } from './facts.ts';

describe("a plan among others' objects", () => {
  it('uses a namespace that is there as it is', () => {
    const facts = changing(installedCluster(), 'Namespace', 'slipway-system', ({ live }) => ({ live: foreign(live) }));
    expect(itemOf(facts, 'Namespace slipway-system')).toMatchObject({
      action: 'leave',
      why: 'The namespace is there, from somebody else: it is used as it is.',
    });
    expect(planInstallation(facts).problems).toEqual([]);
  });

  it('does not take over an object of the same name', () => {
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live, applied }) => ({ live: foreign(live), applied }));
    expect(itemOf(facts, gateway)?.action).toBe('refuse');
    expect(planInstallation(facts).problems).toEqual([
      {
        field: gateway,
        message: `${gateway} is there and was made by somebody else: it is not taken over.`,
        fix: 'Install into another namespace, or delete or rename the object if nobody needs it.',
      },
    ]);
  });

  it('sends whoever installed with Helm to Helm', () => {
    const annotations = { 'meta.helm.sh/release-name': 'models', 'meta.helm.sh/release-namespace': 'slipway-system' };
    const facts = changing(installedCluster(), 'Deployment', 'slipway-gateway', ({ live }) => ({ live: foreign(live, annotations) }));
    expect(planInstallation(facts).problems).toMatchObject([
      {
        message: `${gateway} is there and was made by Helm (release models of the namespace slipway-system): it is not taken over.`,
        fix: expect.stringContaining('helm upgrade models --namespace slipway-system'),
      },
    ]);
  });

  it('does not take an object of the operator for one of an installation', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'slipway' };
    const facts = changing(installedCluster(), 'Service', 'slipway-gateway', ({ live }) => ({ live: stored(live, { labels }) }));
    expect(itemOf(facts, 'Service slipway-system/slipway-gateway')).toMatchObject({
      action: 'refuse',
      why: expect.stringContaining('was made by `slipway`: it is not taken over.'),
    });
  });

  const definition = 'aimendpoints.aim.engine.amd.com';

  it('uses a definition that somebody else made, where it will do', () => {
    const facts = changing(installedCluster(), 'CustomResourceDefinition', definition, ({ live }) => ({ live: foreign(live) }));
    expect(itemOf(facts, `CustomResourceDefinition ${definition}`)).toMatchObject({
      action: 'leave',
      why: `The definition ${definition} is from somebody else: it is used as it is.`,
    });
  });

  it('refuses one that lacks the version that is needed', () => {
    const facts = changing(installedCluster(), 'CustomResourceDefinition', definition, ({ live }) => {
      const other = JSON.parse(JSON.stringify(foreign(live)).replaceAll('"name":"v1alpha1"', '"name":"v1"'));
      return { live: other };
    });
    expect(planInstallation(facts).problems).toMatchObject([
      { message: `The definition ${definition} is from somebody else, and lacks what Slipway needs: the version v1alpha1.` },
    ]);
  });
});
