import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { pairsText, readPairs } from './pairs.ts';

/** Pairs as lines of KEY=VALUE. What is typed stays as it was typed while it says the same as the configuration. */
export function PairsInput(props: {
  label: string;
  help: string;
  type: 'text' | 'boolean';
  pairs: Record<string, unknown>;
  error: string | undefined;
  onChange(pairs: Record<string, string | boolean> | undefined): void;
}) {
  const { label, help, type, pairs, error, onChange } = props;
  const [typed, setTyped] = useState(pairsText(pairs));
  const shown = pairsText(readPairs(typed, type)) === pairsText(pairs) ? typed : pairsText(pairs);
  return (
    <Textarea
      label={label}
      description={help}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      size="xs"
      autosize
      minRows={1}
      maxRows={8}
      classNames={{ input: 'mono' }}
      value={shown}
      error={error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const read = readPairs(text, type);
        onChange(Object.keys(read).length > 0 ? read : undefined);
      }}
    />
  );
}
