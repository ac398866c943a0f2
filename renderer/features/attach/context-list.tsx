import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { ContextView } from '../../../engine/contract/views/cluster.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import styles from './context-list.module.css';
import { filterContexts } from './filter-contexts.ts';
import type { Contexts } from './use-contexts.ts';

const rowHeight = 52;

/** The contexts of a kubeconfig, of which one is chosen. Only those in sight are drawn. */
export function ContextList(props: {
  contexts: Contexts;
  kubeconfig: string;
  chosen: string;
  onKubeconfig(path: string): void;
  onChoose(context: ContextView): void;
}) {
  const { contexts, kubeconfig, chosen, onKubeconfig, onChoose } = props;
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => filterContexts(contexts.data ?? [], filter), [contexts.data, filter]);
  return (
    <section className={styles['contexts']} aria-label="Contexts">
      <div className={styles['tools']}>
        <TextInput
          label="Kubeconfig"
          classNames={{ input: 'mono' }}
          placeholder="KUBECONFIG, else ~/.kube/config"
          value={kubeconfig}
          onChange={(event) => onKubeconfig(event.currentTarget.value)}
        />
        <TextInput
          data-filter
          aria-label="Filter contexts"
          placeholder="Filter by name, cluster, user, server"
          leftSection={<Icon name="search" size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {contexts.error && <ErrorNotice error={contexts.error} onRetry={contexts.retry} />}
      {!contexts.data && !contexts.error && <Skeleton label="Reading the kubeconfig" />}
      {contexts.data?.length === 0 && <p className={styles['none']}>This kubeconfig has no context.</p>}
      {contexts.data && contexts.data.length > 0 && shown.length === 0 && (
        <p className={styles['none']}>No context matches. Clear the filter to see all.</p>
      )}
      <Rows contexts={shown} chosen={chosen} onChoose={onChoose} />
    </section>
  );
}

function Rows({ contexts, chosen, onChoose }: { contexts: ContextView[]; chosen: string; onChoose(context: ContextView): void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: contexts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={scroller} className={styles['scroll']}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const context = contexts[item.index];
          return (
            context && (
              <li key={context.name} style={{ transform: `translateY(${item.start}px)` }}>
                <button type="button" aria-pressed={context.name === chosen} onClick={() => onChoose(context)}>
                  <strong className="mono truncate">{context.name}</strong>
                  <span className="dim">{context.attachedAs ? `attached as ${context.attachedAs}` : context.current ? 'current' : ''}</span>
                  <small className="truncate">{[context.server ?? 'no server', context.user].join(' as ')}</small>
                </button>
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
