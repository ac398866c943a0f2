import { Link } from 'react-router';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useLive } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources } from '../../live/use-cluster.ts';
import { endpointPath } from '../shared/endpoint-path.ts';
import { presentStep } from '../shared/present-step.ts';
import styles from './task-bar.module.css';

/** An endpoint that is being deployed or deleted, with the step it is at. */
export function DeploymentTask({ endpoint }: { endpoint: EndpointView }) {
  const { path } = useCluster();
  const { data } = useLive(useClusterSources().endpoint(endpoint.key));
  const step = data && presentStep(data.steps);
  return (
    <Link to={path(endpointPath(endpoint.key))} className={styles['task']} title={step?.message ?? endpoint.message}>
      <StateMark state="progressing" compact />
      <span className="mono truncate">{endpoint.key.name}</span>
      <span className="dim truncate">{endpoint.deleting ? 'Deleting' : (step?.title ?? endpoint.phase)}</span>
    </Link>
  );
}
