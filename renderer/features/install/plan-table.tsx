import { Fragment } from 'react';
import type { InstallPlanView, PlanItemView } from '../../../engine/contract/views/installation.ts';
import { Section } from '../../components/section.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { groupPlan } from './group-plan.ts';
import styles from './install-page.module.css';

/** What would happen to which object, grouped by what; a change with its fields. */
export function PlanTable({ plan }: { plan: InstallPlanView }) {
  const groups = groupPlan(plan);
  return (
    <Section title="Plan" flush aside={<span className="dim">{groups.map(({ title }) => title).join(', ')}</span>}>
      <table className={table['table']}>
        <thead>
          <tr>
            <th>Kind</th>
            <th>Name</th>
            <th>Namespace</th>
            <th>Why</th>
          </tr>
        </thead>
        {groups.map(({ action, title, items }) => (
          <tbody key={action}>
            <tr className={styles['group']} data-action={action}>
              <th colSpan={4} scope="rowgroup">
                {title}
              </th>
            </tr>
            {items.map((item) => (
              <Row key={`${item.ref.apiVersion} ${item.ref.kind} ${item.ref.namespace} ${item.ref.name}`} item={item} />
            ))}
          </tbody>
        ))}
      </table>
    </Section>
  );
}

function Row({ item: { ref, why, changes } }: { item: PlanItemView }) {
  return (
    <tr>
      <td className={table['tight']} title={ref.apiVersion}>
        {ref.kind}
      </td>
      <td className={`mono ${styles['name']}`}>{ref.name}</td>
      <td className={`mono ${table['tight']}`}>{ref.namespace ?? noData}</td>
      <td className={styles['why']}>
        {why}
        {changes.length > 0 && (
          <dl className={styles['changes']}>
            {changes.map(({ path, from, to }) => (
              <Fragment key={path}>
                <dt className="mono">{path}</dt>
                <dd className="mono">
                  <del>{from ?? 'not set'}</del> <ins>{to ?? 'not set'}</ins>
                </dd>
              </Fragment>
            ))}
          </dl>
        )}
      </td>
    </tr>
  );
}
