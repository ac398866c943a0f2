import { StateMark } from '../../components/state-mark.tsx';
import type { TextProblem } from '../shared/text-problems.ts';
import styles from './compose-page.module.css';
import type { Check } from './use-check.ts';

/** What the server thinks of the draft, in a word; it keeps its width. */
export function CheckState({ check, problems }: { check: Check; problems: TextProblem[] }) {
  return (
    <span className={styles['check']} role="status">
      <Words check={check} problems={problems} />
    </span>
  );
}

function Words({ check, problems }: { check: Check; problems: TextProblem[] }) {
  if (check.error) return <StateMark state="unknown" word="Not checked" />;
  if (problems.length > 0) return <StateMark state="failed" word={problems.length === 1 ? '1 problem' : `${problems.length} problems`} />;
  if (check.checking || !check.result) return <StateMark state="progressing" word="Checking" />;
  return <StateMark state="ready" word="The server accepts this" />;
}
