/**
 * vLLM's flags, with the types by which argparse would judge their values.
 * https://docs.vllm.ai/en/stable/configuration/engine_args.html and /serving/openai_compatible_server.html
 */

export type FlagType =
  /** Any text. */
  | { kind: 'text'; choices?: readonly string[] }
  | { kind: 'integer'; least?: number }
  /** `32768`, `32k` (thousands), `32K` (1024s), `auto` or -1 where vLLM takes it. */
  | { kind: 'readable integer' }
  | { kind: 'number' }
  | { kind: 'json' }
  /** No value; `--no-x` turns it off. */
  | { kind: 'switch'; negatable: boolean }
  /** One or more values. */
  | { kind: 'list' };

export interface Flag {
  readonly name: string;
  /** `-tp`. */
  readonly short?: string;
  readonly type: FlagType;
}

const text: FlagType = { kind: 'text' };
const json: FlagType = { kind: 'json' };
const list: FlagType = { kind: 'list' };
const integer: FlagType = { kind: 'integer' };
const count: FlagType = { kind: 'integer', least: 1 };
const readable: FlagType = { kind: 'readable integer' };
const number: FlagType = { kind: 'number' };
/** Engine settings are on and off (`--x`, `--no-x`); a few of the server's are on only. */
const setting: FlagType = { kind: 'switch', negatable: true };
const switchOn: FlagType = { kind: 'switch', negatable: false };

function oneOf(...choices: string[]): FlagType {
  return { kind: 'text', choices };
}

const model: Record<string, FlagType> = {
  model: text,
  'served-model-name': list,
  tokenizer: text,
  'tokenizer-mode': oneOf('auto', 'slow', 'mistral', 'custom'),
  'tokenizer-revision': text,
  revision: text,
  'code-revision': text,
  'hf-config-path': text,
  'hf-overrides': json,
  'hf-token': text,
  'trust-remote-code': setting,
  dtype: oneOf('auto', 'bfloat16', 'float', 'float16', 'float32', 'half'),
  quantization: text,
  'max-model-len': readable,
  'max-logprobs': integer,
  seed: integer,
  'enforce-eager': setting,
  'skip-tokenizer-init': setting,
  'generation-config': text,
  'override-generation-config': json,
  runner: oneOf('auto', 'generate', 'pooling', 'draft'),
  task: text,
  'limit-mm-per-prompt': json,
  'mm-processor-kwargs': json,
};

const memory: Record<string, FlagType> = {
  'gpu-memory-utilization': number,
  'kv-cache-memory-bytes': readable,
  'swap-space': number,
  'cpu-offload-gb': number,
  'block-size': { kind: 'integer', least: 1 },
  'kv-cache-dtype': oneOf('auto', 'bfloat16', 'fp8', 'fp8_e4m3', 'fp8_e5m2', 'fp8_inc'),
  'calculate-kv-scales': setting,
  'num-gpu-blocks-override': count,
  'enable-prefix-caching': setting,
  'prefix-caching-hash-algo': oneOf('builtin', 'sha256', 'sha256_cbor', 'xxhash', 'xxhash_cbor'),
  'load-format': text,
  'model-loader-extra-config': json,
  'download-dir': text,
};

const parallel: Record<string, FlagType> = {
  'tensor-parallel-size': count,
  'pipeline-parallel-size': count,
  'data-parallel-size': count,
  'data-parallel-size-local': integer,
  'data-parallel-rank': integer,
  'data-parallel-address': text,
  'data-parallel-rpc-port': integer,
  'data-parallel-backend': oneOf('mp', 'ray'),
  'enable-expert-parallel': setting,
  'enable-eplb': setting,
  'distributed-executor-backend': oneOf('external_launcher', 'mp', 'ray', 'uni'),
  'disable-custom-all-reduce': setting,
  nnodes: count,
  'node-rank': integer,
  'master-addr': text,
  'master-port': integer,
};

const scheduling: Record<string, FlagType> = {
  'max-num-seqs': count,
  'max-num-batched-tokens': readable,
  'max-num-partial-prefills': count,
  'long-prefill-token-threshold': integer,
  'enable-chunked-prefill': setting,
  'scheduling-policy': oneOf('fcfs', 'priority'),
  'async-scheduling': setting,
  'stream-interval': count,
  'cuda-graph-sizes': list,
  'compilation-config': json,
  'speculative-config': json,
  'kv-transfer-config': json,
  'kv-events-config': json,
  'additional-config': json,
  'attention-backend': text,
};

const adapters: Record<string, FlagType> = {
  'enable-lora': setting,
  'lora-modules': list,
  'max-loras': count,
  'max-lora-rank': count,
  'max-cpu-loras': count,
};

const server: Record<string, FlagType> = {
  host: text,
  port: integer,
  uds: text,
  'api-key': list,
  'root-path': text,
  'allow-credentials': switchOn,
  'allowed-origins': json,
  'allowed-methods': json,
  'allowed-headers': json,
  'ssl-keyfile': text,
  'ssl-certfile': text,
  'ssl-ca-certs': text,
  middleware: text,
  'uvicorn-log-level': oneOf('critical', 'debug', 'error', 'info', 'trace', 'warning'),
  'disable-uvicorn-access-log': setting,
  'chat-template': text,
  'chat-template-content-format': oneOf('auto', 'openai', 'string'),
  'response-role': text,
  'enable-auto-tool-choice': setting,
  'tool-call-parser': text,
  'tool-parser-plugin': text,
  'reasoning-parser': text,
  'guided-decoding-backend': text,
  'disable-log-requests': setting,
  'enable-log-requests': setting,
  'enable-log-outputs': setting,
  'disable-log-stats': setting,
  'max-log-len': integer,
  'disable-fastapi-docs': setting,
  'enable-prompt-tokens-details': setting,
  'enable-force-include-usage': setting,
  'enable-server-load-tracking': setting,
  'disable-frontend-multiprocessing': setting,
  'enable-request-id-headers': setting,
  'otlp-traces-endpoint': text,
  'api-server-count': count,
  headless: setting,
  config: text,
};

const shorts: Readonly<Record<string, string>> = {
  'tensor-parallel-size': '-tp',
  'pipeline-parallel-size': '-pp',
  'data-parallel-size': '-dp',
  quantization: '-q',
  'compilation-config': '-O',
};

/** All flags that the simulator knows, without their dashes in `name`. */
export const flags: readonly Flag[] = Object.entries({ ...model, ...memory, ...parallel, ...scheduling, ...adapters, ...server }).map(
  ([name, type]) => {
    const short = shorts[name];
    return short === undefined ? { name, type } : { name, type, short };
  },
);
