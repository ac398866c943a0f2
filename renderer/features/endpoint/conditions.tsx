import type { ConditionView } from '../../../engine/contract/views/state.ts';
import { Ago } from '../../components/ago.tsx';
import table from '../../components/table.module.css';
import styles from './endpoint-page.module.css';

/** The resource's own conditions. */
export function Conditions({ conditions }: { conditions: ConditionView[] }) {
  if (conditions.length === 0) return <p className={styles['none']}>The operator has not reported yet.</p>;
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>Condition</th>
          <th>Status</th>
          <th>Reason and message</th>
          <th className={table['number']}>Since</th>
        </tr>
      </thead>
      <tbody>
        {conditions.map((condition) => (
          <tr key={condition.type}>
            <td>{condition.type}</td>
            <td>{condition.status}</td>
            <td className={table['wide']}>
              {condition.reason}
              {condition.message && <div className="dim">{condition.message}</div>}
            </td>
            <td className={table['number']}>
              <Ago at={condition.lastTransitionTime} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
