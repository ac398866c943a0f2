/** The server's Prometheus metrics under vLLM's names: https://docs.vllm.ai/en/latest/usage/metrics.html */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineSnapshot } from './core/engine-model.ts';
import type { GenerationTiming } from './core/sequence.ts';

/** What is known of a request once it is finished. */
export interface FinishedRequest {
  readonly timing: GenerationTiming;
  readonly promptTokens: number;
  readonly generatedTokens: number;
  /** As the client allowed. */
  readonly maxTokens: number;
  readonly finishReason: 'stop' | 'length';
}

export interface Metrics {
  recordFirstToken(secondsSinceArrival: number): void;
  recordLaterToken(secondsSinceLast: number): void;
  recordFinished(request: FinishedRequest): void;
  recordAborted(): void;
  /** Content type and text of `/metrics`. */
  render(): Promise<{ contentType: string; text: string }>;
}

export interface MetricsOptions {
  readonly modelName: string;
  /** Labels of `vllm:cache_config_info`. */
  readonly cacheConfig: Readonly<Record<string, string>>;
  readonly snapshot: () => EngineSnapshot;
}

const firstTokenBuckets = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
];
const tokenBuckets = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80];
const requestBuckets = [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];
const lengthBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** A registry of its own, since many servers share a process. */
export function createMetrics({ modelName, cacheConfig, snapshot }: MetricsOptions): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ model_name: modelName, engine: '0' });
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name: `vllm:${name}`, help, registers });
  const histogram = (name: string, buckets: number[], help: string) => new Histogram({ name: `vllm:${name}`, help, buckets, registers });

  const firstToken = histogram('time_to_first_token_seconds', firstTokenBuckets, 'Histogram of time to first token in seconds.');
  const betweenTokens = histogram('inter_token_latency_seconds', tokenBuckets, 'Histogram of inter-token latency in seconds.');
  const perOutputToken = histogram(
    'request_time_per_output_token_seconds',
    tokenBuckets,
    'Histogram of time per output token of a request in seconds.',
  );
  // The name before vLLM 0.11, which dashboards still ask for.
  const oldPerOutputToken = histogram('time_per_output_token_seconds', tokenBuckets, 'Histogram of time per output token in seconds.');
  const endToEnd = histogram('e2e_request_latency_seconds', requestBuckets, 'Histogram of end to end request latency in seconds.');
  const queued = histogram('request_queue_time_seconds', requestBuckets, 'Histogram of time spent in WAITING phase for request.');
  const prefill = histogram('request_prefill_time_seconds', requestBuckets, 'Histogram of time spent in PREFILL phase for request.');
  const decode = histogram('request_decode_time_seconds', requestBuckets, 'Histogram of time spent in DECODE phase for request.');
  const inference = histogram('request_inference_time_seconds', requestBuckets, 'Histogram of time spent in RUNNING phase for request.');
  const promptLength = histogram('request_prompt_tokens', lengthBuckets, 'Number of prefill tokens processed.');
  const answerLength = histogram('request_generation_tokens', lengthBuckets, 'Number of generation tokens processed.');
  const allowedLength = histogram('request_params_max_tokens', lengthBuckets, 'Histogram of the max_tokens request parameter.');
  const promptTokens = counter('prompt_tokens_total', 'Number of prefill tokens processed.');
  const generationTokens = counter('generation_tokens_total', 'Number of generation tokens processed.');
  const prefixQueries = counter('prefix_cache_queries_total', 'Prefix cache queries, in terms of number of queried tokens.');
  const prefixHits = counter('prefix_cache_hits_total', 'Prefix cache hits, in terms of number of cached tokens.');
  const succeeded = new Counter({
    name: 'vllm:request_success_total',
    help: 'Count of successfully processed requests.',
    labelNames: ['finished_reason'],
    registers,
  });
  for (const reason of ['stop', 'length', 'abort']) succeeded.inc({ finished_reason: reason }, 0);
  addSnapshotMetrics(registers, snapshot);
  addCacheConfig(registers, cacheConfig);

  return {
    recordFirstToken(seconds) {
      firstToken.observe(seconds);
      generationTokens.inc();
    },
    recordLaterToken(seconds) {
      betweenTokens.observe(seconds);
      oldPerOutputToken.observe(seconds);
      generationTokens.inc();
    },
    recordFinished({ timing, promptTokens: prompt, generatedTokens: generated, maxTokens, finishReason }) {
      const seconds = secondsOf(timing);
      endToEnd.observe(seconds.endToEnd);
      queued.observe(seconds.queued);
      prefill.observe(seconds.prefill);
      decode.observe(seconds.decode);
      inference.observe(seconds.prefill + seconds.decode);
      if (generated > 1) perOutputToken.observe(seconds.decode / (generated - 1));
      promptLength.observe(prompt);
      answerLength.observe(generated);
      allowedLength.observe(maxTokens);
      promptTokens.inc(prompt);
      prefixQueries.inc(prompt);
      prefixHits.inc(timing.cachedTokens);
      succeeded.inc({ finished_reason: finishReason });
    },
    recordAborted: () => succeeded.inc({ finished_reason: 'abort' }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** Read from the engine when they are asked for. */
function addSnapshotMetrics(registers: Registry[], snapshot: () => EngineSnapshot): void {
  const gauge = (name: string, help: string, read: (from: EngineSnapshot) => number) =>
    new Gauge({
      name: `vllm:${name}`,
      help,
      registers,
      collect() {
        this.set(read(snapshot()));
      },
    });
  gauge('num_requests_running', 'Number of requests in model execution batches.', ({ running }) => running);
  gauge('num_requests_waiting', 'Number of requests waiting to be processed.', ({ waiting }) => waiting);
  gauge('kv_cache_usage_perc', 'KV-cache usage. 1 means 100 percent usage.', ({ kvUsage }) => kvUsage);
  new Counter({
    name: 'vllm:num_preemptions_total',
    help: 'Cumulative number of preemption from the engine.',
    registers,
    collect() {
      this.reset();
      this.inc(snapshot().preemptions);
    },
  });
}

function addCacheConfig(registers: Registry[], cacheConfig: Readonly<Record<string, string>>): void {
  const labelNames = Object.keys(cacheConfig);
  new Gauge({ name: 'vllm:cache_config_info', help: 'Information of the LLMEngine CacheConfig.', labelNames, registers }).set(
    { ...cacheConfig },
    1,
  );
}

function secondsOf({ arrivedAt, scheduledAt, firstTokenAt, finishedAt }: GenerationTiming) {
  return {
    queued: (scheduledAt - arrivedAt) / 1000,
    prefill: (firstTokenAt - scheduledAt) / 1000,
    decode: (finishedAt - firstTokenAt) / 1000,
    endToEnd: (finishedAt - arrivedAt) / 1000,
  };
}
