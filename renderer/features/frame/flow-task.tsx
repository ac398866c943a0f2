import { Link } from 'react-router';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { taskPath } from '../shared/cluster-path.ts';
import { flowMark, presentFlowStep } from '../shared/flow-mark.ts';
import styles from './task-bar.module.css';

/** A long action in one line of the bar: what it is, the step it is at, how far it is. */
export function FlowTask({ flow }: { flow: FlowView }) {
  const { state, word } = flowMark(flow);
  const step = presentFlowStep(flow);
  const detail = flow.state === 'interrupted' ? 'Interrupted: resume or clean up' : (step?.label ?? word);
  return (
    <Link to={taskPath(flow.id)} className={styles['task']} title={flow.message ?? detail}>
      <StateMark state={state} word={word} compact />
      <span className="truncate">{flow.title}</span>
      <span className="dim truncate">{detail}</span>
      {flow.fraction !== null && flow.state === 'running' && (
        <span className={styles['fraction']}>{Math.round(flow.fraction * 100)} %</span>
      )}
    </Link>
  );
}
