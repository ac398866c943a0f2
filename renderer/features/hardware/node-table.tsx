import type { NodeView } from '../../../engine/contract/views/node.ts';
import { FillBar } from '../../components/fill-bar.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { formatBytes, formatQuantity } from '../../format/quantity.ts';
import { vendorName } from '../../format/vendor.ts';

/** Nodes, one a row, and a row more for each further kind of GPU on the same node. */
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
          <NodeRows key={node.name} node={node} />
        ))}
      </tbody>
    </table>
  );
}

function NodeRows({ node }: { node: NodeView }) {
  const [first, ...others] = node.gpus;
  const rowSpan = Math.max(1, node.gpus.length);
  return (
    <>
      <tr>
        <td rowSpan={rowSpan}>
          <StateMark state={node.ready ? 'ready' : 'failed'} word={node.ready ? 'Ready' : 'Not ready'} />
        </td>
        <td rowSpan={rowSpan} className="mono">
          {node.name}
        </td>
        <GpuCells gpu={first} findings={node.findings} />
        <td rowSpan={rowSpan} className={table['number']}>
          {node.cpu}
        </td>
        <td rowSpan={rowSpan} className={table['number']}>
          {formatQuantity(node.memory)}
        </td>
        <td rowSpan={rowSpan} className={table['number']}>
          {node.pods}
        </td>
      </tr>
      {others.map((gpu) => (
        <tr key={`${gpu.resourceName} ${gpu.model} ${gpu.partition}`} data-further>
          <GpuCells gpu={gpu} findings={[]} />
        </tr>
      ))}
    </>
  );
}

function GpuCells({ gpu, findings }: { gpu: NodeView['gpus'][number] | undefined; findings: string[] }) {
  if (!gpu) {
    return (
      <>
        <td title={findings.join(' ')}>{findings.length > 0 ? 'None that pods can ask for' : noData}</td>
        <td className={table['number']}>{noData}</td>
        <td className={table['number']}>{noData}</td>
        <td />
      </>
    );
  }
  const used = gpu.total - gpu.free;
  const name = [vendorName(gpu.vendor), gpu.model ?? 'of unknown model', gpu.partition].filter(Boolean).join(' ');
  return (
    <>
      <td title={gpu.resourceName}>{name}</td>
      <td className={table['number']}>{gpu.memoryMiB === null ? noData : formatBytes(gpu.memoryMiB * 2 ** 20)}</td>
      <td className={table['number']}>{`${gpu.free} of ${gpu.total}`}</td>
      <td>
        <FillBar used={used} total={gpu.total} label={`${used} in use`} />
      </td>
    </>
  );
}
