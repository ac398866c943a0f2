import { useRef, useState } from 'react';
import type { CellQuestion } from './cell-words.ts';
import type { Column } from './columns.ts';
import type { Cell } from './explorer-state.ts';
import styles from './matrix.module.css';
import { MatrixRowView } from './matrix-row.tsx';
import type { MatrixRow } from './matrix-rows.ts';
import { movedCell } from './move-cell.ts';

interface MatrixProps {
  rows: MatrixRow[];
  columns: readonly Column[];
  asked: CellQuestion;
  selected: Cell | null;
  /** Whether the figures are of an older question than the one asked now. */
  stale: boolean;
  onOpen(cell: Cell): void;
}

/** Models x GPUs: arrows move between the cells, Enter opens one. */
export function Matrix({ rows, columns, asked, selected, stale, onOpen }: MatrixProps) {
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });

  // Rows and columns come and go with the filter: Tab still leads to a cell.
  const tabStop = { row: Math.min(active.row, rows.length - 1), column: Math.min(active.column, columns.length - 1) };

  function onKeyDown(event: React.KeyboardEvent): void {
    const next = movedCell(event.key, tabStop, { rows: rows.length, columns: columns.length });
    if (!next) return;
    event.preventDefault();
    setActive(next);
    grid.current?.querySelector<HTMLElement>(`[data-place="${next.row}:${next.column}"]`)?.focus();
  }

  return (
    <div className={styles['scroller']}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells open details, and arrows move between them */}
      <table ref={grid} role="grid" className={styles['matrix']} aria-label="Models and GPUs" aria-busy={stale} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            {columns.map(({ id, title, note }) => (
              <th key={id} scope="col" aria-selected={selected?.column === id || undefined}>
                <span className="truncate" title={title}>
                  {title}
                  {asked.gpuCount > 1 && ` x${asked.gpuCount}`}
                </span>
                <small>{note}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <MatrixRowView
              key={`${row.own} ${row.model}`}
              row={row}
              index={index}
              columns={columns}
              asked={asked}
              activeColumn={index === tabStop.row ? tabStop.column : null}
              selectedColumn={selected?.model === row.model ? selected.column : null}
              onActive={setActive}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
