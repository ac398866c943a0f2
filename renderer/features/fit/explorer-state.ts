/** Whose GPUs the columns are. */
export type GpuSource = 'catalog' | 'machine' | 'cluster';

/** What the explorer shows and asks; all of it is in the page's address. */
export interface ExplorerState {
  source: GpuSource;
  /** Catalog keys of the columns; null: the usual ones. Only for the catalog. */
  gpus: string[] | null;
  gpuCount: number;
  engine: 'vllm' | 'sglang';
  /** Null: the checkpoint's own. */
  precision: string | null;
  kvCacheDtype: 'auto' | 'fp8';
  /** Tokens; null: the model's limit. */
  context: number | null;
  /** Sequences held at once. */
  concurrency: number;
  /** Null: the engine's default. */
  utilization: number | null;
  /** Null: the GPU count. */
  tensorParallel: number | null;
  /** Of one GPU and hour, in whatever money; null: no costs. */
  pricePerHour: number | null;
  filter: string;
  /** The cell whose details are open. */
  cell: Cell | null;
}

/** One crossing of the matrix: the model's row and the column's id. */
export interface Cell {
  model: string;
  column: string;
}

export const initialState: ExplorerState = {
  source: 'catalog',
  gpus: null,
  gpuCount: 1,
  engine: 'vllm',
  precision: null,
  kvCacheDtype: 'auto',
  context: null,
  concurrency: 1,
  utilization: null,
  tensorParallel: null,
  pricePerHour: null,
  filter: '',
  cell: null,
};

const sources: readonly GpuSource[] = ['catalog', 'machine', 'cluster'];

/** The state that an address says; what it leaves out or says wrongly is as on a first visit. */
export function readState(parameters: URLSearchParams): ExplorerState {
  const text = (name: string) => parameters.get(name) || null;
  const model = text('model');
  const column = text('on');
  return {
    source: sources.find((source) => source === text('of')) ?? 'catalog',
    gpus: text('gpus')?.split(',').filter(Boolean) ?? null,
    gpuCount: wholeNumber(text('count')) ?? 1,
    engine: text('engine') === 'sglang' ? 'sglang' : 'vllm',
    precision: text('precision'),
    kvCacheDtype: text('kv') === 'fp8' ? 'fp8' : 'auto',
    context: wholeNumber(text('context')),
    concurrency: wholeNumber(text('sequences')) ?? 1,
    utilization: positive(text('utilization'), 1),
    tensorParallel: wholeNumber(text('tp')),
    pricePerHour: positive(text('price')),
    filter: text('filter') ?? '',
    cell: model && column ? { model, column } : null,
  };
}

/** The address's parameters for a state, without what is as on a first visit. */
export function writeState(state: ExplorerState): URLSearchParams {
  const values: [name: string, value: unknown, usual?: unknown][] = [
    ['of', state.source, initialState.source],
    ['gpus', state.gpus?.join(',')],
    ['count', state.gpuCount, initialState.gpuCount],
    ['engine', state.engine, initialState.engine],
    ['precision', state.precision],
    ['kv', state.kvCacheDtype, initialState.kvCacheDtype],
    ['context', state.context],
    ['sequences', state.concurrency, initialState.concurrency],
    ['utilization', state.utilization],
    ['tp', state.tensorParallel],
    ['price', state.pricePerHour],
    ['filter', state.filter, ''],
    ['model', state.cell?.model],
    ['on', state.cell?.column],
  ];
  const said = values.filter(([, value, usual]) => value !== null && value !== undefined && value !== usual);
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function positive(text: string | null, most = 1e6): number | null {
  const value = Number(text);
  return value > 0 && value <= most ? value : null;
}
