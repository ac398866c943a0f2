import { Link } from 'react-router';
import type { FlowView } from '../../../engine/contract/views/flow.ts';
import { Ago } from '../../components/ago.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { formatSpan, noData } from '../../format/duration.ts';
import { useNow } from '../../live/now.ts';
import { clusterPath, taskPath } from '../shared/cluster-path.ts';
import { flowMark, presentFlowStep } from '../shared/flow-mark.ts';
import { FlowButtons } from './flow-buttons.tsx';

/** Long actions, one a row, with what can be done with each. */
export function FlowTable({ flows }: { flows: FlowView[] }) {
  const now = useNow();
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>State</th>
          <th>Task</th>
          <th>Cluster</th>
          <th>At</th>
          <th className={table['number']}>Began</th>
          <th className={table['number']}>Took</th>
          <th>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {flows.map((flow) => (
          <tr key={flow.id}>
            <td className={table['tight']}>
              <StateMark {...flowMark(flow)} />
            </td>
            <td className={table['tight']}>
              <Link to={taskPath(flow.id)}>{flow.title}</Link>
            </td>
            <td className={`mono ${table['tight']}`}>
              {flow.cluster ? <Link to={clusterPath(flow.cluster)}>{flow.cluster}</Link> : noData}
            </td>
            <td className={`dim ${table['wide']}`}>{flow.error?.message ?? flow.message ?? presentFlowStep(flow)?.label}</td>
            <td className={table['number']}>
              <Ago at={flow.startedAt} />
            </td>
            <td className={`${table['number']} ${table['tight']}`}>{formatSpan(flow.startedAt, flow.endedAt ?? now)}</td>
            <td className={table['tight']}>
              <FlowButtons flow={flow} compact />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
