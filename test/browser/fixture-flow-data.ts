import type { FlowLogLine, FlowStepView, FlowView } from '../../engine/contract/views/flow.ts';

const labels = ['Prepare', 'Ensure the node image', 'Prepare nodes', 'Write configuration', 'Start control plane', 'Install CNI', 'Wait'];
/** Nothing can be done with it. */
export const nothing = { cancel: false, resume: false, cleanUp: false, dismiss: false };

export const interrupted: FlowView = {
  id: 'flow-half',
  kind: 'cluster.create',
  title: 'Create the kind cluster half',
  cluster: 'half',
  state: 'interrupted',
  steps: steps(3),
  fraction: null,
  message: 'It was at: Prepare nodes.',
  error: null,
  startedAt: Date.now() - 310_000,
  endedAt: null,
  can: { ...nothing, resume: true, cleanUp: true },
};

export const running: FlowView = {
  ...interrupted,
  id: 'flow-run',
  title: 'Create the kind cluster edge',
  cluster: 'edge',
  state: 'running',
  steps: steps(4),
  fraction: 0.57,
  message: 'Writing the kubeadm configuration of 3 nodes.',
  startedAt: Date.now() - 21_000,
  can: { ...nothing, cancel: true },
};

export const failed: FlowView = {
  ...interrupted,
  id: 'flow-fail',
  kind: 'install',
  title: 'Install Slipway in bare',
  cluster: 'bare',
  state: 'failed',
  message: null,
  error: {
    code: 'refused',
    message: 'The image slipway/operator:0.1.0 cannot be pulled on node bare-worker: not found.',
    fix: 'Build it here and load it, or name a registry that has it.',
    problems: [],
  },
  steps: [
    step('Plan', 'done', 0, 400),
    step('Load images', 'skipped', null, null),
    step('Apply 24 objects', 'done', 400, 2900),
    { ...step('Wait until healthy', 'failed', 2900, 63_000), message: 'Deployment slipway-operator has 0 of 2 replicas ready.' },
  ],
  endedAt: Date.now() - 240_000,
  can: { ...nothing, resume: true, cleanUp: true, dismiss: true },
};

export const flowLog: FlowLogLine[] = Array.from({ length: 120 }, (_, index) => ({
  at: Date.now() - 21_000 + index * 100,
  step: index < 60 ? 'image' : 'nodes',
  text:
    index === 0
      ? 'Creating cluster "edge" ...'
      : `[${index}] node edge-worker${index % 3}: unpacking layer ${index} of 120 (${(index * 3.1).toFixed(1)} MB)`,
}));

function steps(present: number): FlowStepView[] {
  const start = Date.now() - 21_000;
  return labels.map((label, index) => {
    if (index >= present) return step(label, 'waiting', null, null);
    const isLast = index === present - 1;
    return step(label, isLast ? 'running' : 'done', start + index * 4000, isLast ? null : start + index * 4000 + 3600);
  });
}

function step(label: string, state: FlowStepView['state'], startedAt: number | null, endedAt: number | null): FlowStepView {
  return { id: label.toLowerCase(), label, state, startedAt, endedAt, message: null };
}
