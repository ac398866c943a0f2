import type { FlowStepView, FlowView } from '../../engine/contract/views/flow.ts';

/** A flow as the engine tells of it: an installation that runs, unless said otherwise. */
export function someFlow(more: Partial<FlowView> = {}): FlowView {
  return {
    id: '3f2a9c',
    kind: 'install',
    title: 'Install Slipway 0.1.0 in dev',
    cluster: 'dev',
    state: 'running',
    steps: [],
    fraction: null,
    message: null,
    error: null,
    startedAt: 1_000,
    endedAt: null,
    can: { cancel: true, resume: false, cleanUp: false, dismiss: false },
    ...more,
  };
}

export function someStep(more: Partial<FlowStepView> = {}): FlowStepView {
  return { id: 'plan', label: 'Plan', state: 'waiting', startedAt: null, endedAt: null, message: null, ...more };
}
