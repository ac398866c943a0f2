import { NumberInput } from '@mantine/core';
import type { EstimateView, FitAnswer } from '../../../engine/contract/views/fit.ts';
import { Facts } from '../../components/section.tsx';
import { noData } from '../../format/duration.ts';
import { durationRange, numberRange } from '../../format/range.ts';
import type { ExplorerState } from './explorer-state.ts';
import styles from './fit-panel.module.css';

/** What to expect of its speed, as ranges, with what they follow from. */
export function Estimate(props: { answer: FitAnswer; state: ExplorerState; onChange(changes: Partial<ExplorerState>): void }) {
  const { answer, state, onChange } = props;
  const { estimate } = answer;
  if (!estimate) return null;
  return (
    <section className={styles['part']}>
      <h3>Expected, from bandwidth and compute</h3>
      <Facts facts={factsOf(estimate)} />
      <NumberInput
        label="Price per GPU and hour"
        className={styles['price'] ?? ''}
        min={0}
        hideControls
        placeholder="2.50"
        value={state.pricePerHour ?? ''}
        onChange={(value) => onChange({ pricePerHour: typeof value === 'number' && value > 0 ? value : null })}
      />
      <details className={styles['basis']}>
        <summary>What the ranges follow from</summary>
        <ul>
          {estimate.basis.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function factsOf({ ttftMs, itlMs, tokensPerSecond, costPerMillionTokens }: EstimateView): [string, string][] {
  return [
    ['TTFT', ttftMs ? durationRange(ttftMs) : noData],
    ['ITL', durationRange(itlMs)],
    ['Throughput', `${numberRange(tokensPerSecond)} tokens/s`],
    ['Cost', costPerMillionTokens ? `${numberRange(costPerMillionTokens)} per million tokens` : noData],
  ];
}
