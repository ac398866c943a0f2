import { Fragment } from 'react';
import { Link } from 'react-router';
import type { PodView } from '../../../engine/contract/views/endpoint.ts';
import { Ago } from '../../components/ago.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import styles from './endpoint-page.module.css';

/** The endpoint's pods; a pod's name leads to its log. */
export function Pods({ pods }: { pods: PodView[] }) {
  if (pods.length === 0) return <p className={styles['none']}>No pod was made yet.</p>;
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>Status</th>
          <th>Pod</th>
          <th>Ready</th>
          <th className={table['number']}>Restarts</th>
          <th>Node</th>
          <th>GPUs</th>
          <th className={table['number']}>Age</th>
        </tr>
      </thead>
      <tbody>
        {pods.map((pod) => (
          <Fragment key={pod.name}>
            <tr className={pod.message ? table['explained'] : undefined}>
              <td>
                <StateMark state={pod.state} word={pod.status} />
              </td>
              <td className={`mono ${table['name']}`} title={pod.name}>
                <Link to={`logs?pod=${encodeURIComponent(pod.name)}`}>{pod.name}</Link>
              </td>
              <td>{pod.ready}</td>
              <td className={table['number']}>{pod.restarts}</td>
              <td className={`mono ${table['tight']}`}>{pod.node ?? noData}</td>
              <td className={table['tight']}>{pod.gpus ?? noData}</td>
              <td className={table['number']}>
                <Ago at={pod.createdAt} />
              </td>
            </tr>
            {pod.message && (
              <tr>
                <td className={`dim ${table['wide']}`} colSpan={7}>
                  {pod.message}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
