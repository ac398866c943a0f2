import { TextInput, UnstyledButton } from '@mantine/core';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { Icon } from '../../components/icon.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { countStates } from '../shared/state-summary.ts';
import styles from './endpoints-page.module.css';

/** Words to filter by, a button a state, and how many rows are left. */
export function FilterBar(props: {
  endpoints: EndpointView[];
  shown: number;
  text: string;
  state: string | null;
  onText(text: string): void;
  onState(state: string): void;
}) {
  const { endpoints, shown, text, state, onText, onState } = props;
  return (
    <div className={styles['filters']}>
      <TextInput
        data-filter
        aria-label="Filter endpoints"
        placeholder="Filter by name, model, namespace"
        className={styles['filter'] ?? ''}
        leftSection={<Icon name="search" size={14} />}
        rightSection={<kbd className={styles['key']}>/</kbd>}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[role="grid"]')?.focus();
        }}
      />
      <div className={styles['chips']}>
        {countStates(endpoints).map(({ state: word, count }) => (
          <UnstyledButton
            key={word}
            className={styles['chip']}
            aria-pressed={state === word}
            onClick={() => onState(state === word ? '' : word)}
          >
            <StateMark state={word} word={`${count} ${word}`} />
          </UnstyledButton>
        ))}
      </div>
      <span className={styles['count']}>{shown === endpoints.length ? counted(shown) : `${shown} of ${counted(endpoints.length)}`}</span>
    </div>
  );
}

function counted(count: number): string {
  return count === 1 ? '1 endpoint' : `${count} endpoints`;
}
