import type { ExplorerState } from './explorer-state.ts';

/** The `slipway fit` that asks the same; `model` is null for a pasted config.json, which is then read from a file. */
export function fitCommand(
  state: ExplorerState,
  { model, gpu, filesBytes }: { model: string | null; gpu: string; filesBytes?: number | undefined },
): string {
  const options: [option: string, value: string | number | null][] = [
    [model === null ? '--config' : '--model', model ?? 'config.json'],
    ['--files-bytes', filesBytes ?? null],
    ['--gpu', gpu],
    ['--count', state.gpuCount === 1 ? null : state.gpuCount],
    ['--engine', state.engine === 'vllm' ? null : state.engine],
    ['--precision', state.precision],
    ['--max-model-len', state.context],
    ['--concurrency', state.concurrency === 1 ? null : state.concurrency],
    ['--kv-cache-dtype', state.kvCacheDtype === 'auto' ? null : state.kvCacheDtype],
    ['--util', state.utilization],
    ['--tp', state.tensorParallel],
    ['--price', state.pricePerHour],
  ];
  const words = options.flatMap(([option, value]) => (value === null ? [] : [option, quoted(String(value))]));
  return ['slipway fit', ...words].join(' ');
}

// A name that a shell would take apart, or run, is one word in single quotes.
function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
