import { ErrorNotice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { CheckRecords } from '../shared/check-records.tsx';
import { blockingProblems } from './field-errors.ts';
import styles from './kind-page.module.css';
import type { KindCheck } from './use-kind-check.ts';

/** What this machine and kind say of the draft, renewed while it is typed. */
export function KindChecks({ check }: { check: KindCheck }) {
  const { result, error, retry } = check;
  return (
    <section className={styles['checks']} aria-label="Checks of this machine">
      <header>
        <h2>Checks</h2>
        <span role="status">
          <Summary check={check} />
        </span>
      </header>
      <div className={styles['records']}>
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {!result && !error && <Skeleton lines={4} label="Looking at this machine" />}
        {result && <CheckRecords records={result.records} />}
      </div>
    </section>
  );
}

function Summary({ check: { result, checking, error } }: { check: KindCheck }) {
  if (error) return <StateMark state="unknown" word="Not checked" />;
  if (checking || !result) return <StateMark state="progressing" word="Checking" />;
  const problems = blockingProblems(result).length;
  if (problems > 0) return <StateMark state="failed" word={problems === 1 ? '1 problem' : `${problems} problems`} />;
  const warnings = result.records.filter(({ verdict }) => verdict === 'warning').length;
  if (warnings > 0) return <StateMark state="degraded" word={warnings === 1 ? '1 warning' : `${warnings} warnings`} />;
  return <StateMark state="ready" word="This machine can make it" />;
}
