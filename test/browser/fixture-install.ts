import type { InstallDraft, InstallPlanView, PlanItemView, RemovalDraft } from '../../engine/contract/views/installation.ts';

function item(action: PlanItemView['action'], kind: string, name: string, why: string): PlanItemView {
  const isOfCluster = /^(Namespace|ClusterRole|CustomResourceDefinition)/.test(kind);
  return { ref: { apiVersion: 'v1', kind, namespace: isOfCluster ? null : 'slipway-system', name }, action, why, changes: [] };
}

const kinds = ['aimendpoints', 'aimrecipes', 'aimcaches', 'routes', 'rollouts'];

/** What an installation in a cluster with an older operator and a foreign kind would do. */
export function plan(cluster: string, draft: InstallDraft): InstallPlanView {
  const items = [
    item('create', 'Namespace', 'slipway-system', 'It does not exist.'),
    ...kinds.slice(1).map((kind) => item('create', 'CustomResourceDefinition', `${kind}.slipway.dev`, 'The operator serves this kind.')),
    item(
      'leave',
      'CustomResourceDefinition',
      'aimendpoints.aim.engine.amd.com',
      'AIM Engine owns it and serves the same version; Slipway drives it.',
    ),
    {
      ...item('change', 'Deployment', 'slipway-operator', 'It is of version 0.0.9.'),
      changes: [
        { path: 'spec.template.spec.containers[0].image', from: 'slipway/operator:0.0.9', to: 'slipway/operator:0.1.0' },
        { path: 'spec.replicas', from: '1', to: String(draft.replicas?.operator ?? 2) },
      ],
    },
    item('create', 'Deployment', 'slipway-gateway', 'It does not exist.'),
    item('keep', 'ServiceAccount', 'slipway-operator', 'It is as it should be.'),
  ];
  const needsRegistry = cluster !== 'bare' && cluster !== 'dev' && !draft.registry && !draft.images;
  return {
    cluster,
    version: '0.1.0',
    from: cluster === 'dev' ? '0.0.9' : null,
    items,
    problems: needsRegistry
      ? [
          {
            field: 'registry',
            message: 'A remote cluster cannot take images that were built here.',
            fix: 'Name a registry that it can pull from, or run the operator on this machine.',
          },
        ]
      : [],
    imagesToBuild: draft.registry ? [] : ['slipway/operator:0.1.0', 'slipway/gateway:0.1.0'],
    images: ['operator', 'gateway', 'simulator'].map((name) => `${draft.registry ?? 'slipway'}/${name}:0.1.0`),
  };
}

export function removalPlan(cluster: string, { deleteKinds, deleteModels }: RemovalDraft): InstallPlanView {
  const kindsPart = kinds.map((kind) =>
    item(
      deleteKinds ? 'remove' : 'keep',
      'CustomResourceDefinition',
      `${kind}.slipway.dev`,
      deleteKinds ? 'You asked for it; 14 objects go with it.' : 'Kinds stay unless you ask.',
    ),
  );
  return {
    cluster,
    version: null,
    from: '0.1.0',
    items: [
      item('remove', 'Deployment', 'slipway-operator', 'Slipway installed it.'),
      item('remove', 'Deployment', 'slipway-gateway', 'Slipway installed it.'),
      ...kindsPart,
      item(
        deleteModels ? 'remove' : 'keep',
        'AIMEndpoint',
        'qwen2-5-7b-instruct',
        deleteModels ? 'You asked for it.' : 'Models stay unless you ask.',
      ),
    ],
    problems: [],
    imagesToBuild: [],
    images: [],
  };
}
