import type { FitBudget } from '../../../engine/contract/views/fit.ts';
import { formatBytes } from '../../format/quantity.ts';
import { budgetLines } from './budget-lines.ts';
import styles from './fit-panel.module.css';

/** What one GPU's memory holds, line by line, down to what is free or missing. */
export function BudgetTable({ budget }: { budget: FitBudget }) {
  return (
    <table className={styles['budget']}>
      <caption className="visually-hidden">Memory of each GPU</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Memory</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {budgetLines(budget).map(({ part, name, bytes, share, hint }) => (
          <tr key={name} data-part={part} title={hint}>
            <th scope="row">{name}</th>
            <td>{formatBytes(bytes)}</td>
            <td>{share}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
