import { describe, expect, it } from 'vitest';
import { type ExplorerState, initialState, readState, writeState } from '../../../../renderer/features/fit/explorer-state.ts';

const through = (state: ExplorerState) => readState(new URLSearchParams(writeState(state).toString()));

describe('the explorer’s state in an address', () => {
  it('is nothing on a first visit', () => {
    expect(writeState(initialState).toString()).toBe('');
    expect(readState(new URLSearchParams())).toEqual(initialState);
  });

  it('comes back whole', () => {
    const state: ExplorerState = {
      source: 'cluster',
      gpus: ['H100', 'MI300X'],
      gpuCount: 4,
      engine: 'sglang',
      precision: 'fp8',
      kvCacheDtype: 'fp8',
      context: 32_768,
      concurrency: 16,
      utilization: 0.95,
      tensorParallel: 2,
      pricePerHour: 2.5,
      filter: 'qwen 32b',
      cell: { model: 'Qwen/Qwen3-32B', column: 'H100 MIG 3g.40gb 40448' },
    };
    expect(through(state)).toEqual(state);
  });

  it.each([
    'count=0',
    'count=-3',
    'count=1.5',
    'count=NaN',
    'count=99999999999',
    'context=1e9',
    'sequences=0',
    'utilization=1.2',
    'utilization=nan',
    'tp=0',
    'price=-1',
    'engine=tgi',
    'kv=int4',
    'of=moon',
    'model=Qwen/Qwen3-32B',
  ])('ignores %s, which nobody can mean', (text) => {
    expect(readState(new URLSearchParams(text))).toEqual(initialState);
  });
});
