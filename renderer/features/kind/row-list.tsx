import { ActionIcon, Button } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import { CellInput } from './cell-input.tsx';
import type { Column } from './columns.ts';
import type { YamlPath } from './edit-yaml.ts';
import type { FormEdit, FormProps } from './form-edit.ts';
import styles from './list.module.css';

/** A list of objects of the same shape, one a row. */
export function RowList(props: {
  title: string;
  add: string;
  columns: readonly Column[];
  rows: readonly Record<string, unknown>[];
  path: YamlPath;
  edit: FormEdit;
  errorAt: FormProps['errorAt'];
}) {
  const { title, add, columns, rows, path, edit, errorAt } = props;
  return (
    <section className={styles['list']} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => edit.add(path, {})}>
          {add}
        </Button>
      </header>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the configuration is its position
        <div key={index} className={styles['item']}>
          <div className={styles['cells']}>
            {columns.map((column) => (
              <CellInput
                key={column.field}
                column={column}
                value={row[column.field]}
                error={errorAt([...path, index, column.field]) ?? (column === columns[0] ? errorAt([...path, index]) : undefined)}
                onChange={(value) => edit.set([...path, index, column.field], value)}
              />
            ))}
          </div>
          <ActionIcon aria-label={`Remove ${title.toLowerCase()} ${index + 1}`} onClick={() => edit.set([...path, index], undefined)}>
            <Icon name="trash" size={14} />
          </ActionIcon>
        </div>
      ))}
    </section>
  );
}
