import type { NodeView } from '../../../engine/contract/views/workbench.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FillBar } from '../../components/fill-bar.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { formatBytes, formatQuantity } from '../../format/quantity.ts';
import { useLive, useSources } from '../../live/engine-context.tsx';
import { countGpus } from '../shared/gpu-count.ts';
import styles from './hardware-page.module.css';

const vendors = { amd: 'AMD', nvidia: 'NVIDIA', other: '' };

/** The nodes and their GPUs: what there is, what is free. */
export function HardwarePage() {
  const sources = useSources();
  const { data, error } = useLive(sources.nodes);
  return (
    <Page crumbs={[{ title: 'Hardware' }]}>
      <div className={styles['stack']}>
        {error && <ErrorNotice error={error} onRetry={sources.nodes.retry} />}
        {!data && !error && <Skeleton label="Loading nodes" />}
        {data?.length === 0 && (
          <EmptyState title="No node in this cluster">
            <p>Without a node nothing can run. The sandbox takes nodes of any GPU at any time:</p>
            <pre>slipway sandbox nodes add --gpu MI300X --count 8</pre>
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <>
            <div className={styles['gpus']}>
              {countGpus(data).map(({ model, free, total }) => (
                <div key={model}>
                  <strong>{model}</strong>
                  <span className="dim">
                    {free} of {total} free
                  </span>
                  <FillBar used={total - free} total={total} label={`${total - free} of ${total} ${model} in use`} />
                </div>
              ))}
            </div>
            <Section title={data.length === 1 ? '1 node' : `${data.length} nodes`} flush>
              <NodeTable nodes={data} />
            </Section>
          </>
        )}
      </div>
    </Page>
  );
}

function NodeTable({ nodes }: { nodes: NodeView[] }) {
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
