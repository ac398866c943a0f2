import type { FlowKind, FlowView } from '../../../engine/contract/views/flow.ts';
import type { StateWord } from '../../../engine/contract/views/state.ts';

const marks: Record<FlowView['state'], { state: StateWord; word: string }> = {
  running: { state: 'progressing', word: 'Running' },
  cancelling: { state: 'progressing', word: 'Cancelling' },
  interrupted: { state: 'degraded', word: 'Interrupted' },
  done: { state: 'ready', word: 'Done' },
  failed: { state: 'failed', word: 'Failed' },
  cancelled: { state: 'idle', word: 'Cancelled' },
};

const nouns: Record<FlowKind, string> = {
  'cluster.create': 'Creation',
  'cluster.pause': 'Pausing',
  'cluster.resume': 'Resuming',
  'cluster.delete': 'Deletion',
  'cluster.load-image': 'Loading an image',
  'cluster.export-logs': 'Export of logs',
  'tool.download': 'Download',
  install: 'Installation',
  upgrade: 'Upgrade',
  uninstall: 'Removal',
};

/** A flow's state as one of the six shapes and a word. */
export function flowMark({ state }: Pick<FlowView, 'state'>): { state: StateWord; word: string } {
  return marks[state];
}

/** `Creation of dev was interrupted` */
export function interruptedSentence({ kind, cluster, title }: Pick<FlowView, 'kind' | 'cluster' | 'title'>): string {
  const preposition = kind === 'install' || kind === 'upgrade' ? 'in' : kind === 'uninstall' ? 'from' : 'of';
  return cluster ? `${nouns[kind]} ${preposition} ${cluster} was interrupted` : `${title} was interrupted`;
}

/** What the button that goes on with a flow says: `Resume creation`. */
export function resumeLabel({ kind, state }: Pick<FlowView, 'kind' | 'state'>): string {
  const noun = nouns[kind].toLowerCase();
  return state === 'failed' ? `Try ${noun} again` : `Resume ${noun}`;
}

/** Whether it is still going on. */
export function isUnderWay({ state }: Pick<FlowView, 'state'>): boolean {
  return state === 'running' || state === 'cancelling';
}

/** The step that a flow is at: the failed one, else the running one. */
export function presentFlowStep({ steps }: Pick<FlowView, 'steps'>): FlowView['steps'][number] | undefined {
  return steps.find((step) => step.state === 'failed') ?? steps.find((step) => step.state === 'running');
}
