import type { StepView } from '../../engine/contract/views/endpoint.ts';
import type { StateWord } from '../../engine/contract/views/state.ts';
import { formatSpan } from '../format/duration.ts';
import { useNow } from '../live/now.ts';
import { StateMark } from './state-mark.tsx';
import styles from './step-line.module.css';

const marks: Record<StepView['state'], StateWord> = { waiting: 'idle', running: 'progressing', done: 'ready', failed: 'failed' };
const words: Record<StepView['state'], string> = { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Failed' };

/** A flow's steps from left to right with the time spent in each; the present one says why it waits. */
export function StepLine({ steps }: { steps: StepView[] }) {
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

function timeSpent(step: StepView, now: number): string {
  if (step.startedAt === null) return step.state === 'done' ? '' : words[step.state].toLowerCase();
  return formatSpan(step.startedAt, step.endedAt ?? now);
}
