import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { useCluster } from '../../live/use-cluster.ts';
import { endpointPath } from '../shared/endpoint-path.ts';
import { EndpointRow } from './endpoint-row.tsx';
import styles from './endpoint-table.module.css';
import type { SortColumn, Sorting } from './filter.ts';

const rowHeight = 32;
const columns: { id: SortColumn; title: string; number?: boolean }[] = [
  { id: 'state', title: 'State' },
  { id: 'name', title: 'Name' },
  { id: 'model', title: 'Model' },
  { id: 'recipe', title: 'Recipe' },
  { id: 'replicas', title: 'Replicas', number: true },
  { id: 'namespace', title: 'Namespace' },
  { id: 'age', title: 'Age', number: true },
];

/** The list as a grid that holds only the rows in sight: arrows move, Enter opens, Delete asks. */
export function EndpointTable(props: {
  rows: EndpointView[];
  sorting: Sorting;
  onSort(sorting: Sorting): void;
  onDelete(endpoint: EndpointView): void;
}) {
  const { rows, sorting, onSort, onDelete } = props;
  const navigate = useNavigate();
  const { path } = useCluster();
  const scroller = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const position = rows.findIndex((row) => row.uid === selected);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });

  useEffect(() => {
    if (position >= 0) virtual.scrollToIndex(position, { align: 'auto' });
  }, [position, virtual]);

  function onKeyDown(event: React.KeyboardEvent): void {
    const row = rows[position];
    if (event.key === 'Enter' && row) navigate(path(endpointPath(row.key)));
    else if (event.key === 'Delete' && row) onDelete(row);
    else {
      const next = nextPosition(event.key, position, rows.length);
      if (next === undefined) return;
      setSelected(rows[next]?.uid ?? null);
    }
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows needs a grid's roles and counts
    <div
      ref={scroller}
      className={styles['grid']}
      role="grid"
      aria-label="Endpoints"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={position >= 0 ? `row-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <HeaderRow sorting={sorting} onSort={onSort} />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <EndpointRow
              key={row.uid}
              endpoint={row}
              index={item.index}
              top={item.start}
              selected={row.uid === selected}
              onSelect={() => setSelected(row.uid)}
              onDelete={() => onDelete(row)}
            />
          );
        })}
      </div>
      {rows.length === 0 && <p className={styles['none']}>No endpoint matches. Clear the filter to see all.</p>}
    </div>
  );
}

function HeaderRow({ sorting, onSort }: { sorting: Sorting; onSort(sorting: Sorting): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus
    <div role="row" className={styles['head']} aria-rowindex={1}>
      {columns.map(({ id, title, number }) => {
        const active = sorting.column === id;
        const direction = sorting.descending ? 'descending' : 'ascending';
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
          <div key={id} role="columnheader" aria-sort={active ? direction : 'none'} className={number ? 'number' : undefined}>
            <button type="button" onClick={() => onSort({ column: id, descending: active && !sorting.descending })}>
              {title}
              <span aria-hidden="true">{active ? (sorting.descending ? ' ↓' : ' ↑') : ''}</span>
            </button>
          </div>
        );
      })}
    </div>
  );
}

/** Where a key leads from the present row (-1: none); undefined for keys that do not move. */
function nextPosition(key: string, position: number, count: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: position + 1,
    ArrowUp: position - 1,
    PageDown: position + 20,
    PageUp: position - 20,
    Home: 0,
    End: count - 1,
  };
  const wanted = moves[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}
