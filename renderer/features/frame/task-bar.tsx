import { Link } from 'react-router';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { endpointPath } from '../shared/endpoint-path.ts';
import { presentStep } from '../shared/present-step.ts';
import styles from './task-bar.module.css';

const shownTasks = 3;

/** Deployments under way, each with the step it is at; the bar keeps its height when there are none. */
export function TaskBar() {
  const sources = useSources();
  const { data } = useLive(sources.endpoints);
  const { data: status } = useLive(sources.status);
  const underWay = data?.endpoints.filter((endpoint) => endpoint.state === 'progressing' || endpoint.deleting) ?? [];
  return (
    <section className={styles['bar']} aria-label="Tasks">
      {underWay.length === 0 && <span className="dim">No deployment under way</span>}
      {underWay.slice(0, shownTasks).map((endpoint) => (
        <Task key={endpoint.uid} endpoint={endpoint} />
      ))}
      {underWay.length > shownTasks && <Link to="/endpoints?state=progressing">{underWay.length - shownTasks} more</Link>}
      <span className={styles['version']}>{status && `Slipway ${status.version}`}</span>
    </section>
  );
}

function Task({ endpoint }: { endpoint: EndpointView }) {
  const { data } = useLive(useSources().endpoint(endpoint.key));
  const step = data && presentStep(data.steps);
  return (
    <Link to={endpointPath(endpoint.key)} className={styles['task']} title={step?.message ?? endpoint.message}>
      <StateMark state="progressing" compact />
      <span className="mono truncate">{endpoint.key.name}</span>
      <span className="dim truncate">{endpoint.deleting ? 'Deleting' : (step?.title ?? endpoint.phase)}</span>
    </Link>
  );
}
