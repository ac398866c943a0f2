import { StateMark } from '../../components/state-mark.tsx';
import styles from './compose-page.module.css';
import type { DraftProblem } from './problems.ts';
import type { Check } from './use-check.ts';

/** What the server thinks of the draft, in a word; it keeps its width. */
export function CheckState({ check, problems }: { check: Check; problems: DraftProblem[] }) {
  return (
    <span className={styles['check']} role="status">
      <Words check={check} problems={problems} />
    </span>
  );
}

function Words({ check, problems }: { check: Check; problems: DraftProblem[] }) {
  if (check.error) return <StateMark state="unknown" word="Not checked" />;
  if (problems.length > 0) return <StateMark state="failed" word={problems.length === 1 ? '1 problem' : `${problems.length} problems`} />;
  if (check.checking || !check.result) return <StateMark state="progressing" word="Checking" />;
  return <StateMark state="ready" word="The server accepts this" />;
}
