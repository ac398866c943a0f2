import type { StateWord } from '../../contract/views/state.ts';

export interface StateFacts {
  /** The resource's own word; empty before an operator has written one. */
  phase: string;
  deleting: boolean;
  replicas: { ready: number; wanted: number };
}

/** The state that people see: the resource's phase, corrected by what is really ready. */
export function endpointState({ phase, deleting, replicas }: StateFacts): StateWord {
  if (deleting) return 'progressing';
  if (phase === 'Failed') return 'failed';
  if (phase === 'Degraded') return 'degraded';
  if (phase === 'Pending' || phase === 'Deploying' || phase === '') return 'progressing';
  if (phase !== 'Running') return 'unknown';
  if (replicas.wanted === 0) return 'idle';
  return replicas.ready < replicas.wanted ? 'degraded' : 'ready';
}
