import { Link } from 'react-router';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources, useIsConnected } from '../../live/use-cluster.ts';
import { isUnderWay } from '../shared/flow-mark.ts';
import { DeploymentTask } from './deployment-task.tsx';
import { FlowTask } from './flow-task.tsx';
import styles from './task-bar.module.css';

const shownTasks = 3;

/** Flows and deployments under way, each with the step it is at; the bar keeps its height when there are none. */
export function TaskBar() {
  const sources = useSources();
  const ofCluster = useClusterSources();
  const { path } = useCluster();
  const { data } = useLive(useIsConnected() ? ofCluster.endpoints : undefined);
  const { data: status } = useLive(sources.status);
  const { data: flows } = useLive(sources.flows);
  const active = flows?.filter((flow) => isUnderWay(flow) || flow.state === 'interrupted') ?? [];
  const deployments = data?.endpoints.filter((endpoint) => endpoint.state === 'progressing' || endpoint.deleting) ?? [];
  const room = Math.max(1, shownTasks - active.length);
  return (
    <section className={styles['bar']} aria-label="Tasks">
      {active.length + deployments.length === 0 && <span className="dim">No task under way</span>}
      {active.slice(0, shownTasks).map((flow) => (
        <FlowTask key={flow.id} flow={flow} />
      ))}
      {active.length > shownTasks && <Link to="/tasks">{active.length - shownTasks} more tasks</Link>}
      {deployments.slice(0, room).map((endpoint) => (
        <DeploymentTask key={endpoint.uid} endpoint={endpoint} />
      ))}
      {deployments.length > room && <Link to={path('/endpoints?state=progressing')}>{deployments.length - room} more</Link>}
      <span className={styles['version']}>{status && `Slipway ${status.version}`}</span>
    </section>
  );
}
