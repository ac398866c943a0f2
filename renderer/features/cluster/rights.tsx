import type { ClusterCheckView } from '../../../engine/contract/views/cluster-check.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import styles from './cluster-check.module.css';

/** What you may do in a cluster; for what you may not, the rule that would grant it. */
export function Rights({ rights }: Pick<ClusterCheckView, 'rights'>) {
  return (
    <ul className={styles['rights']} aria-label="Rights">
      {rights.map(({ what, allowed, rule }) => (
        <li key={what}>
          <StateMark state={allowed ? 'ready' : 'failed'} word={allowed ? 'Allowed' : 'Not allowed'} />
          <span>{what}</span>
          {!allowed && (
            <div className={styles['rule']}>
              <CommandLine text={rule} label={`Copy the rule that would let you ${what}`} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
