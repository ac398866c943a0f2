import type { NodeView } from '../../../engine/contract/views/workbench.ts';
import { FillBar } from '../../components/fill-bar.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { formatBytes, formatQuantity } from '../../format/quantity.ts';

const vendors = { amd: 'AMD', nvidia: 'NVIDIA', other: '' };

/** Nodes and their GPUs, one a row. */
export function NodeTable({ nodes }: { nodes: NodeView[] }) {
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th>State</th>
          <th>Node</th>
          <th>GPU</th>
          <th className={table['number']}>Memory per GPU</th>
          <th className={table['number']}>Free GPUs</th>
          <th>In use</th>
          <th className={table['number']}>CPU</th>
          <th className={table['number']}>Memory</th>
          <th className={table['number']}>Pods</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map((node) => (
          <tr key={node.name}>
            <td>
              <StateMark state={node.ready ? 'ready' : 'failed'} word={node.ready ? 'Ready' : 'Not ready'} />
            </td>
            <td className="mono">{node.name}</td>
            <td title={node.gpu?.resourceName}>
              {node.gpu ? `${vendors[node.gpu.vendor]} ${node.gpu.model ?? 'of unknown model'}`.trim() : noData}
            </td>
            <td className={table['number']}>{node.gpu?.memoryMiB ? formatBytes(node.gpu.memoryMiB * 2 ** 20) : noData}</td>
            <td className={table['number']}>{node.gpu ? `${node.gpu.free} of ${node.gpu.total}` : noData}</td>
            <td>
              {node.gpu && (
                <FillBar used={node.gpu.total - node.gpu.free} total={node.gpu.total} label={`${node.gpu.total - node.gpu.free} in use`} />
              )}
            </td>
            <td className={table['number']}>{node.cpu}</td>
            <td className={table['number']}>{formatQuantity(node.memory)}</td>
            <td className={table['number']}>{node.pods}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
