import type { CheckRecordView } from '../../../engine/contract/views/check-record.ts';
import type { StateWord } from '../../../engine/contract/views/state.ts';
import { StateMark } from '../../components/state-mark.tsx';
import styles from './check-records.module.css';

const marks: Record<CheckRecordView['verdict'], { state: StateWord; word: string }> = {
  problem: { state: 'failed', word: 'Problem' },
  warning: { state: 'degraded', word: 'Warning' },
  note: { state: 'idle', word: 'Note' },
  pass: { state: 'ready', word: 'Pass' },
};
const order = ['problem', 'warning', 'note', 'pass'];

/** What was looked at, one check a line: the verdict, what was found, what to do; what needs a look comes first. */
export function CheckRecords({ records }: { records: readonly CheckRecordView[] }) {
  const sorted = records.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return (
    <ul className={styles['records']} aria-label="Checks">
      {sorted.map(({ id, subject, verdict, message, fix }) => (
        <li key={`${id} ${subject} ${message}`} data-verdict={verdict}>
          <StateMark {...marks[verdict]} />
          <div>
            <p>
              {message} {isField(subject) && <code className="dim">{subject}</code>}
            </p>
            {fix && <p className="dim">{fix}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

function isField(subject: string): boolean {
  return /[.[]/.test(subject);
}
