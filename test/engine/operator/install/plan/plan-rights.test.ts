import { describe, expect, it } from 'vitest';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import { accessesNeeded } from '../../../../../engine/operator/install/plan/accesses.ts';
import { planInstallation } from '../../../../../engine/operator/install/plan/plan-installation.ts';
import { emptyCluster, installedCluster, served } from './facts.ts';

describe('a plan of somebody who may not do everything', () => {
  it('says which right is missing, and the rule that would grant it', () => {
    const facts = emptyCluster();
    const rights = accessesNeeded(facts.wanted, []).map((access) => ({ access, allowed: access.resource !== 'customresourcedefinitions' }));
    const { problems } = planInstallation({ ...facts, rights });
    expect(problems).toHaveLength(4);
    expect(problems[0]).toEqual({
      field: 'CustomResourceDefinition aimendpoints.aim.engine.amd.com',
      message: 'You may not create customresourcedefinitions.',
      fix: 'Ask an administrator for a ClusterRole with the rule apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["create"], or to install Slipway.',
    });
  });

  it('needs no right to change what stays as it is', () => {
    const facts = installedCluster();
    const live = facts.present.map((each) => each.live);
    const rights = accessesNeeded(facts.wanted, live).map((access) => ({ access, allowed: false }));
    expect(planInstallation({ ...facts, rights }).problems).toEqual([]);
  });

  it('in one namespace needs the kinds to be there', () => {
    const options = defaultInstallOptions('0.2.0', { scope: { kind: 'namespace', namespace: 'team-a' } });
    const facts = emptyCluster(options);
    expect(planInstallation(facts).problems).toMatchObject([
      {
        field: 'scope',
        message:
          'The cluster does not know AIMEndpoint, AIMRecipe, AIMCache, Route, and an installation in one namespace cannot define kinds.',
      },
    ]);
    const kinds = ['AIMEndpoint', 'AIMRecipe', 'AIMCache'].map((kind) => `aim.engine.amd.com/v1alpha1 ${kind}`);
    const known = { ...facts, served: [...served, ...kinds, 'slipway.dev/v1alpha1 Route'] };
    expect(planInstallation(known).problems).toEqual([]);
  });

  it('with certificates of cert-manager needs cert-manager', () => {
    const { problems } = planInstallation(emptyCluster(defaultInstallOptions('0.2.0', { certificates: 'cert-manager' })));
    expect(problems[0]).toEqual({
      field: 'Issuer slipway-system/slipway-operator-webhook',
      message: 'The cluster does not know the kind Issuer of cert-manager.io/v1: cert-manager is not installed.',
      fix: 'Install cert-manager first, or choose self-managed certificates.',
    });
  });

  it('is asked about each right once', () => {
    const facts = installedCluster();
    const accesses = accessesNeeded(
      facts.wanted,
      facts.present.map(({ live }) => live),
    );
    expect(new Set(accesses.map((access) => JSON.stringify(access))).size).toBe(accesses.length);
    expect(new Set(accesses.map(({ verb }) => verb))).toEqual(new Set(['patch']));
  });
});
