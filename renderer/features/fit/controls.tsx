import { SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import type { ExplorerState, GpuSource } from './explorer-state.ts';
import styles from './fit-page.module.css';

const counts = ['1', '2', '4', '8', '16'];
const precisions = ['bf16', 'fp16', 'fp8', 'mxfp4', 'nvfp4', 'int8', 'int4'];

/** What is asked of every cell, but for what the sliders say. */
export function Controls(props: {
  state: ExplorerState;
  /** Choosing among the catalog's GPUs. */
  picker: ReactNode;
  onChange(changes: Partial<ExplorerState>): void;
}) {
  const { state, picker, onChange } = props;
  return (
    <>
      <TextInput
        data-filter
        label="Models"
        className={styles['filter'] ?? ''}
        placeholder="Filter by id"
        leftSection={<Icon name="search" size={14} />}
        value={state.filter}
        onChange={(event) => onChange({ filter: event.currentTarget.value })}
      />
      <div className={styles['labelled']}>
        <span id="fit-source">GPUs</span>
        <div className={styles['together']}>
          <SegmentedControl
            aria-labelledby="fit-source"
            value={state.source}
            data={[
              { value: 'catalog', label: 'Catalog' },
              { value: 'machine', label: 'This machine' },
              { value: 'cluster', label: 'This cluster' },
            ]}
            onChange={(source) => onChange({ source: source as GpuSource, cell: null })}
          />
          {picker}
        </div>
      </div>
      <Choice
        label="Of each"
        width="narrow"
        value={String(state.gpuCount)}
        data={withPresent(counts, String(state.gpuCount))}
        onChange={(count) => onChange({ gpuCount: Number(count), tensorParallel: null })}
      />
      <Choice
        label="Engine"
        value={state.engine}
        data={[
          { value: 'vllm', label: 'vLLM' },
          { value: 'sglang', label: 'SGLang' },
        ]}
        onChange={(engine) => onChange({ engine: engine === 'sglang' ? 'sglang' : 'vllm' })}
      />
      <Choice
        label="Precision"
        width="wide"
        value={state.precision ?? ''}
        data={[{ value: '', label: 'As published' }, ...withPresent(precisions, state.precision)]}
        onChange={(precision) => onChange({ precision: precision || null })}
      />
      <Choice
        label="KV cache"
        value={state.kvCacheDtype}
        data={[
          { value: 'auto', label: 'Auto' },
          { value: 'fp8', label: 'fp8' },
        ]}
        onChange={(kv) => onChange({ kvCacheDtype: kv === 'fp8' ? 'fp8' : 'auto' })}
      />
    </>
  );
}

function Choice(props: {
  label: string;
  width?: 'narrow' | 'wide';
  value: string;
  data: { value: string; label: string }[];
  onChange(value: string): void;
}) {
  const { width, onChange, ...select } = props;
  return <Select {...select} className={styles[width ?? 'select'] ?? ''} onChange={(value) => value !== null && onChange(value)} />;
}

function withPresent(choices: string[], present: string | null): { value: string; label: string }[] {
  const all = present && !choices.includes(present) ? [present, ...choices] : choices;
  return all.map((value) => ({ value, label: value }));
}
