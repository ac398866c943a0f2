import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { Ago } from '../../components/ago.tsx';
import { ErrorNotice, Remark } from '../../components/notice.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { StepLine } from '../../components/step-line.tsx';
import { formatSpan } from '../../format/duration.ts';
import { useNow } from '../../live/now.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { flowMark, interruptedSentence } from '../shared/flow-mark.ts';
import styles from './flow-page.module.css';
import { stepsOf } from './flow-steps.ts';
import { nextOf } from './next-of.ts';

/** The state, the steps and, when it has ended, how and what comes next. */
export function FlowHeader({ flow }: { flow: FlowView }) {
  const now = useNow();
  const next = nextOf(flow);
  return (
    <div className={styles['header']}>
      <div className={styles['facts']}>
        <span className={styles['state']}>
          <StateMark {...flowMark(flow)} />
        </span>
        {flow.cluster && (
          <span>
            <small className="dim">Cluster</small> <Link to={clusterPath(flow.cluster)}>{flow.cluster}</Link>
          </span>
        )}
        <span>
          <small className="dim">Began</small> <Ago at={flow.startedAt} /> ago
        </span>
        <span>
          <small className="dim">{flow.endedAt === null ? 'For' : 'Took'}</small> {formatSpan(flow.startedAt, flow.endedAt ?? now)}
        </span>
        {flow.fraction !== null && flow.state === 'running' && (
          <span>
            <progress max={1} value={flow.fraction} aria-label="Progress" /> {Math.round(flow.fraction * 100)} %
          </span>
        )}
        {next && (
          <Button component={Link} to={next.to}>
            {next.label}
          </Button>
        )}
      </div>
      {flow.steps.length > 0 && <StepLine steps={stepsOf(flow.steps)} />}
      {flow.message && !flow.error && <p className="dim">{flow.message}</p>}
      {flow.error && <ErrorNotice error={flow.error} />}
      {flow.state === 'interrupted' && (
        <Remark>{interruptedSentence(flow)}: Slipway ended while it ran. Resume it where it stopped, or clean up what it made.</Remark>
      )}
    </div>
  );
}
