import { describe, expect, it } from 'vitest';
import { planRemoval } from '../../../../../engine/operator/install/plan/plan-removal.ts';
import { carefully, facts, model, parts, summary } from './removal.ts';

describe('a removal', () => {
  it('takes what others ask before who answers, rights after who uses them, and the namespace last', () => {
    const { removed } = summary(facts, { keepKinds: false, keepModels: false });
    expect(removed).toEqual([
      'ValidatingWebhookConfiguration slipway-operator',
      'MutatingWebhookConfiguration slipway-operator',
      'PodDisruptionBudget slipway-system/slipway-operator',
      'PodDisruptionBudget slipway-system/slipway-gateway',
      'Deployment slipway-system/slipway-operator',
      'Deployment slipway-system/slipway-gateway',
      'Service slipway-system/slipway-operator-webhook',
      'Service slipway-system/slipway-gateway',
      'NetworkPolicy slipway-system/slipway-operator',
      'NetworkPolicy slipway-system/slipway-gateway',
      'RoleBinding slipway-system/slipway-operator-own',
      'Role slipway-system/slipway-operator-own',
      'ClusterRoleBinding slipway-operator',
      'ClusterRoleBinding slipway-gateway',
      'ClusterRole slipway-operator',
      'ClusterRole slipway-gateway',
      'ServiceAccount slipway-system/slipway-operator',
      'ServiceAccount slipway-system/slipway-gateway',
      'CustomResourceDefinition aimendpoints.aim.engine.amd.com',
      'CustomResourceDefinition aimrecipes.aim.engine.amd.com',
      'CustomResourceDefinition aimcaches.aim.engine.amd.com',
      'CustomResourceDefinition routes.slipway.dev',
      'Namespace slipway-system',
    ]);
  });

  it('keeps definitions and models unless asked', () => {
    const { removed, kept } = summary({ ...facts, models: [model] }, carefully);
    expect(kept).toEqual([
      'AIMEndpoint team-a/demo',
      ...parts.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ metadata }) => `CustomResourceDefinition ${metadata.name}`),
    ]);
    expect(removed).not.toContain('AIMEndpoint team-a/demo');
  });

  it('of models takes them first, while somebody looks after them', () => {
    const { removed } = summary({ ...facts, models: [model] }, { keepKinds: true, keepModels: false });
    expect(removed[0]).toBe('AIMEndpoint team-a/demo');
  });

  it('cannot take the definitions and keep the models', () => {
    const { problems } = planRemoval({ ...facts, models: [model] }, { keepKinds: false, keepModels: true });
    expect(problems).toEqual([
      {
        field: 'keepKinds',
        message: 'Without its definition no model stays: one would be removed too, and models are to be kept.',
        fix: 'Keep the definitions, or remove the models too.',
      },
    ]);
    expect(planRemoval(facts, { keepKinds: false, keepModels: true }).problems).toEqual([]);
  });

  it("never takes others' definitions", () => {
    const definition = parts.find(({ kind }) => kind === 'CustomResourceDefinition');
    if (!definition) throw new Error('there is a definition');
    const foreign = { ...definition, metadata: { ...definition.metadata, labels: {} } };
    const { items } = planRemoval({ ...facts, parts: [foreign] }, { keepKinds: false, keepModels: false });
    expect(items[1]).toMatchObject({ action: 'keep', why: 'It is from somebody else.' });
  });

  it('is refused where a right is missing, and says which rule would grant it', () => {
    const access = {
      verb: 'delete',
      group: 'rbac.authorization.k8s.io',
      resource: 'clusterroles',
      namespace: null,
      name: 'slipway-operator',
    } as const;
    const { problems } = planRemoval({ ...facts, rights: [{ access, allowed: false }] }, carefully);
    expect(problems).toEqual([
      {
        field: 'ClusterRole slipway-operator',
        message:
          'You may not delete ClusterRole slipway-operator. Ask an administrator for a ClusterRole with the rule apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["delete"].',
      },
    ]);
  });

  it('of nothing does nothing', () => {
    const nothing = { parts: [], models: [], namespace: undefined, contents: [], rights: [] };
    expect(planRemoval(nothing, carefully)).toEqual({ items: [], problems: [] });
  });
});
