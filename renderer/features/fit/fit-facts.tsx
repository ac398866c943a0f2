import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FitAnswer } from '../../../engine/contract/views/fit.ts';
import { Facts } from '../../components/section.tsx';
import { noData } from '../../format/duration.ts';
import { formatBytes, formatParameters } from '../../format/quantity.ts';
import type { ExplorerState } from './explorer-state.ts';
import styles from './fit-panel.module.css';

const bases = { index: 'from the index', files: 'from the files', shapes: 'from the shapes', gguf: 'from the GGUF header' };

/** The model's own figures, and the most that fits. */
export function FitFacts(props: { answer: FitAnswer; state: ExplorerState; onChange(changes: Partial<ExplorerState>): void }) {
  const { answer, state, onChange } = props;
  const { maxModelLen, maxConcurrency, minGpuCount } = answer;
  const facts: [string, ReactNode][] = [
    [
      'Longest context',
      <Most key="context" value={maxModelLen} unit=" tokens" now={state.context} onUse={(context) => onChange({ context })} />,
    ],
    [
      'Most sequences',
      <Most key="sequences" value={maxConcurrency} now={state.concurrency} onUse={(concurrency) => onChange({ concurrency })} />,
    ],
    [
      'Fewest GPUs',
      <Most key="gpus" value={minGpuCount} now={state.gpuCount} onUse={(gpuCount) => onChange({ gpuCount, tensorParallel: null })} />,
    ],
    [
      'Tensor parallel',
      answer.validTensorParallel.length > 0 ? `${answer.tensorParallel}; possible: ${answer.validTensorParallel.join(', ')}` : noData,
    ],
    ['Parameters', formatParameters(answer.paramCount)],
    [
      'Weights',
      answer.weightBytes === null ? noData : `${formatBytes(answer.weightBytes)} ${answer.weightBasis ? bases[answer.weightBasis] : ''}`,
    ],
    ['KV per token', formatBytes(answer.kvBytesPerToken)],
  ];
  return (
    <section className={styles['part']}>
      <h3>Limits and figures</h3>
      <Facts facts={facts} />
    </section>
  );
}

/** A figure, exact for it is what one types into the engine's options, with the button that asks for it. */
function Most(props: { value: number | null; unit?: string; now: number | null; onUse(value: number): void }) {
  const { value, unit = '', now, onUse } = props;
  if (value === null) return noData;
  return (
    <span className={styles['withButton']}>
      {value.toLocaleString('en')}
      {unit}
      {value > 0 && value !== now && (
        <Button variant="default" size="compact-xs" onClick={() => onUse(value)}>
          Use
        </Button>
      )}
    </span>
  );
}
