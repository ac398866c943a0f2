import type { StateWord } from '../../engine/contract/views/state.ts';
import { formatSpan } from '../format/duration.ts';
import { useNow } from '../live/now.ts';
import { StateMark } from './state-mark.tsx';
import styles from './step-line.module.css';

/** A step of a deployment or of a flow. Times are milliseconds since the epoch. */
export interface Step {
  id: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  message: string | null;
  startedAt: number | null;
  endedAt: number | null;
}

const marks: Record<Step['state'], StateWord> = {
  waiting: 'idle',
  running: 'progressing',
  done: 'ready',
  failed: 'failed',
  skipped: 'unknown',
};
const words: Record<Step['state'], string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
};

/** A flow's steps from left to right with the time spent in each; the present one says why it waits. */
export function StepLine({ steps }: { steps: readonly Step[] }) {
  const now = useNow();
  const present = steps.find((step) => step.state === 'failed') ?? steps.find((step) => step.state === 'running');
  return (
    <div className={styles['line']}>
      <ol>
        {steps.map((step) => (
          <li key={step.id} data-state={step.state} aria-current={step === present ? 'step' : undefined}>
            <StateMark state={marks[step.state]} word={words[step.state]} compact />
            <span className={styles['title']}>{step.title}</span>
            <span className={styles['time']}>{timeSpent(step, now)}</span>
          </li>
        ))}
      </ol>
      {present?.message && (
        <p data-state={present.state}>
          <strong>{present.title}:</strong> {present.message}
        </p>
      )}
    </div>
  );
}

function timeSpent(step: Step, now: number): string {
  if (step.startedAt === null) return step.state === 'done' ? '' : words[step.state].toLowerCase();
  return formatSpan(step.startedAt, step.endedAt ?? now);
}
