import { ActionIcon, Tooltip } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import type { PodView } from '../../../engine/contract/views/endpoint.ts';
import { Ago } from '../../components/ago.tsx';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import styles from './endpoint-page.module.css';

/** The endpoint's pods; a pod's name leads to its log, its tools to a shell in it and a port to it. */
export function Pods({ pods, onForward }: { pods: PodView[]; onForward(pod: PodView): void }) {
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
          <th>
            <span className="visually-hidden">Tools</span>
          </th>
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
              <td>
                <PodTools pod={pod} onForward={() => onForward(pod)} />
              </td>
            </tr>
            {pod.message && (
              <tr>
                <td className={`dim ${table['wide']}`} colSpan={8}>
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

function PodTools({ pod, onForward }: { pod: PodView; onForward(): void }) {
  return (
    <span className={styles['tools']}>
      <Tooltip label="Open a shell">
        <ActionIcon component={Link} size={22} to={`shell?pod=${encodeURIComponent(pod.name)}`} aria-label={`Open a shell in ${pod.name}`}>
          <Icon name="terminal" size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Forward a port">
        <ActionIcon size={22} aria-label={`Forward a port to ${pod.name}`} onClick={onForward}>
          <Icon name="forward" size={14} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
