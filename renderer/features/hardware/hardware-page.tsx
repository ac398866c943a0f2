import { EmptyState } from '../../components/empty-state.tsx';
import { FillBar } from '../../components/fill-bar.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { sandboxName } from '../../live/cluster-scope.ts';
import { useLive } from '../../live/engine-context.tsx';
import { useCluster, useClusterSources } from '../../live/use-cluster.ts';
import { countGpus } from '../shared/gpu-count.ts';
import styles from './hardware-page.module.css';
import { NodeTable } from './node-table.tsx';

/** The nodes and their GPUs: what there is, what is free. */
export function HardwarePage() {
  const sources = useClusterSources();
  const { name } = useCluster();
  const { data, error } = useLive(sources.nodes);
  return (
    <Page crumbs={[{ title: 'Hardware' }]}>
      <div className={styles['stack']}>
        {error && <ErrorNotice error={error} onRetry={sources.nodes.retry} />}
        {!data && !error && <Skeleton label="Loading nodes" />}
        {data?.length === 0 && (
          <EmptyState title="No node in this cluster">
            <p>Without a node nothing can run.{name === sandboxName && ' The sandbox takes nodes of any GPU at any time:'}</p>
            {name === sandboxName && <pre>slipway sandbox nodes add --gpu MI300X --count 8</pre>}
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
