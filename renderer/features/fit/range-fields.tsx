import { RangeField } from '../../components/range-field.tsx';
import { formatTokens } from '../../format/quantity.ts';
import { concurrencyStops, contextStops, positionOf } from './context-scale.ts';
import type { ExplorerState } from './explorer-state.ts';
import styles from './fit-page.module.css';

/** Context and sequences at once; every step of a drag asks again. */
export function RangeFields(props: {
  state: Pick<ExplorerState, 'context' | 'concurrency'>;
  /** Tokens that the longest of the shown models takes. */
  longest: number;
  onChange(changes: Partial<ExplorerState>): void;
}) {
  const { state, longest, onChange } = props;
  const contexts = contextStops(longest);
  return (
    <div className={styles['ranges']}>
      <RangeField
        label="Context"
        words={state.context === null ? "up to each model's limit" : `${formatTokens(state.context)} tokens`}
        position={positionOf(contexts, state.context)}
        last={contexts.length - 1}
        onMove={(position) => onChange({ context: contexts[position] ?? null })}
      />
      <RangeField
        label="Sequences at once"
        words={String(state.concurrency)}
        position={positionOf(concurrencyStops, state.concurrency)}
        last={concurrencyStops.length - 1}
        onMove={(position) => onChange({ concurrency: concurrencyStops[position] ?? 1 })}
      />
    </div>
  );
}
