import { memo } from 'react';
import { VerdictMark } from '../../components/verdict-mark.tsx';
import { formatParameters } from '../../format/quantity.ts';
import { type CellQuestion, cellWords } from './cell-words.ts';
import type { Column } from './columns.ts';
import type { Cell } from './explorer-state.ts';
import styles from './matrix.module.css';
import type { FitCellView, MatrixRow } from './matrix-rows.ts';
import type { Place } from './move-cell.ts';

interface RowProps {
  row: MatrixRow;
  index: number;
  columns: readonly Column[];
  asked: CellQuestion;
  /** The column that Tab leads to, where it is in this row. */
  activeColumn: number | null;
  selectedColumn: string | null;
  onActive(place: Place): void;
  onOpen(cell: Cell): void;
}

/** A model with its cells. Drawn again only when one of its figures has changed. */
export const MatrixRowView = memo(function MatrixRowView(props: RowProps) {
  const { row, index, columns, asked, activeColumn, selectedColumn, onActive, onOpen } = props;
  return (
    <tr>
      <th scope="row" title={row.model}>
        <span className={styles['model']}>
          <span className="mono truncate">{row.model}</span>
          <small>{formatParameters(row.parameters)}</small>
        </span>
      </th>
      {columns.map(({ id }, column) => (
        <CellView
          key={id}
          row={row}
          cell={row.cells[column]}
          asked={asked}
          place={{ row: index, column }}
          isTabStop={activeColumn === column}
          selected={selectedColumn === id}
          onFocus={() => onActive({ row: index, column })}
          onOpen={() => onOpen({ model: row.model, column: id })}
        />
      ))}
    </tr>
  );
});

function CellView(props: {
  row: MatrixRow;
  cell: FitCellView | undefined;
  asked: CellQuestion;
  place: Place;
  isTabStop: boolean;
  selected: boolean;
  onFocus(): void;
  onOpen(): void;
}) {
  const { row, cell, asked, place, isTabStop, selected, onFocus, onOpen } = props;
  if (!cell) return <td />;
  const { word, detail } = cellWords(cell, row, asked);
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the cell of a table that has the role of a grid
      role="gridcell"
      data-place={`${place.row}:${place.column}`}
      data-verdict={cell.verdict}
      aria-selected={selected}
      tabIndex={isTabStop ? 0 : -1}
      title={cell.reason}
      onFocus={onFocus}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen();
      }}
    >
      <span className={styles['cell']}>
        <VerdictMark verdict={cell.verdict} word={word} />
        <small>{detail}</small>
      </span>
    </td>
  );
}
