import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { Column } from './columns.ts';
import styles from './list.module.css';

/** One field of a row; an emptied one leaves the configuration. */
export function CellInput(props: { column: Column; value: unknown; error: string | undefined; onChange(value: unknown): void }) {
  const { column, value, error, onChange } = props;
  const { label, type, placeholder, choices } = column;
  const text = value === undefined || value === null ? '' : String(value);
  const usual = { label, error, ...(placeholder ? { placeholder } : {}) };
  switch (type) {
    case 'number':
      return (
        <NumberInput
          {...usual}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
          value={text}
          onChange={(changed) => onChange(changed === '' ? undefined : changed)}
        />
      );
    case 'choice':
      return (
        <Select
          {...usual}
          clearable
          data={choices ?? []}
          placeholder={choices?.[0] ?? ''}
          value={text || null}
          onChange={(changed) => onChange(changed ?? undefined)}
        />
      );
    case 'flag':
      return (
        <Checkbox
          className={styles['flag'] ?? ''}
          size="xs"
          label={label}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked || undefined)}
        />
      );
    case 'lines':
      return (
        <Textarea
          {...usual}
          size="xs"
          autosize
          minRows={1}
          classNames={{ input: 'mono' }}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...usual}
          classNames={{ input: 'mono' }}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
  }
}
