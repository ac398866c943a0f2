import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngineModel, type EngineModel, type EngineModelOptions } from '../../../engine/simulator/core/engine-model.ts';
import { createPerformance } from '../../../engine/simulator/core/performance.ts';
import type { GenerationTiming } from '../../../engine/simulator/core/sequence.ts';
import { modelFacts } from '../../../engine/simulator/models.ts';
import { findGpuProfile } from '../../../engine/simulator/profiles.ts';
import { seededRandom } from '../../../engine/simulator/random.ts';
import { type SynchronousClock, synchronousClock } from './synchronous-clock.ts';

interface Rig {
  engine: EngineModel;
  clock: SynchronousClock;
  finished: GenerationTiming[];
  submit(promptTokens: number, outputTokens: number, prefix?: number[]): { cancel(): void };
}

function rig(options: Partial<EngineModelOptions> & { gpu?: string; model?: string; tensorParallel?: number } = {}): Rig {
  const { gpu = 'H100', model: id = 'meta-llama/Llama-3.1-8B-Instruct', tensorParallel = 1, ...rest } = options;
  const profile = findGpuProfile(gpu);
  if (!profile) throw new Error(`no profile ${gpu}`);
  const model = modelFacts(id);
  const clock = synchronousClock();
  const kvBytesPerToken = (2 * model.layers * model.keyValueHeads * model.headDimension * 2) / tensorParallel;
  const performance = createPerformance({ profile, model, tensorParallel, weightBytes: model.parameters * 2, kvBytesPerToken, speed: 1 });
  const defaults = {
    maxNumSeqs: 64,
    maxNumBatchedTokens: 8192,
    kvBlocks: 10_000,
    blockSize: 16,
    prefixCaching: true,
    random: seededRandom(1),
  };
  const engine = createEngineModel({ performance, clock, ...defaults, ...rest });
  const finished: GenerationTiming[] = [];
  const submit: Rig['submit'] = (promptTokens, outputTokens, prefix = []) =>
    engine.submit({ promptTokens, outputTokens, prefix }, { onToken: () => {}, onFinish: (timing) => finished.push(timing) });
  return { engine, clock, finished, submit };
}

const firstTokenMs = ({ arrivedAt, firstTokenAt }: GenerationTiming) => firstTokenAt - arrivedAt;
const betweenTokensMs = ({ firstTokenAt, finishedAt }: GenerationTiming, tokens: number) => (finishedAt - firstTokenAt) / (tokens - 1);

describe('times of a lone request of 256 prompt tokens fall into the published bands', () => {
  // https://github.com/llm-d/llm-d-inference-sim docs/latency-profiles.md
  test.each([
    { gpu: 'H100', model: 'meta-llama/Llama-3.1-8B-Instruct', tensorParallel: 1, first: [60, 120], between: [10, 15] },
    { gpu: 'MI300X', model: 'meta-llama/Llama-3.1-8B-Instruct', tensorParallel: 1, first: [50, 100], between: [12, 18] },
    { gpu: 'H100', model: 'meta-llama/Llama-3.1-70B-Instruct', tensorParallel: 8, first: [150, 250], between: [18, 28] },
    { gpu: 'MI300X', model: 'meta-llama/Llama-3.1-70B-Instruct', tensorParallel: 8, first: [120, 215], between: [22, 32] },
  ])('$model on $tensorParallel x $gpu', ({ first: [earliest = 0, latest = 0], between: [fastest = 0, slowest = 0], ...options }) => {
    const { clock, finished, submit } = rig(options);
    submit(256, 100);
    clock.run();
    const [timing] = finished as [GenerationTiming];
    expect(firstTokenMs(timing)).toBeGreaterThan(earliest);
    expect(firstTokenMs(timing)).toBeLessThan(latest);
    expect(betweenTokensMs(timing, 100)).toBeGreaterThan(fastest);
    expect(betweenTokensMs(timing, 100)).toBeLessThan(slowest);
  });
});

test('the same arrivals and seed give the same times to the last digit', () => {
  const once = () => {
    const { clock, finished, submit } = rig({ random: seededRandom(7) });
    for (let request = 0; request < 20; request++) {
      submit(100 + request, 50);
      clock.run(request * 40);
    }
    clock.run();
    return finished;
  };
  expect(once()).toEqual(once());
});

test('a batch costs each request little and raises throughput', () => {
  const alone = rig();
  alone.submit(100, 100);
  alone.clock.run();
  const many = rig();
  for (let request = 0; request < 32; request++) many.submit(100, 100);
  many.clock.run();
  const [one] = alone.finished as [GenerationTiming];
  const slowest = Math.max(...many.finished.map(({ finishedAt }) => finishedAt));
  expect(slowest).toBeLessThan(3 * one.finishedAt);
  expect(slowest).toBeGreaterThan(one.finishedAt);
});

test('requests beyond the largest batch wait their turn, first come first served', () => {
  const { engine, clock, finished, submit } = rig({ maxNumSeqs: 2 });
  for (let request = 0; request < 5; request++) submit(50, 10 + request);
  clock.run(90);
  expect(engine.snapshot()).toMatchObject({ running: 2, waiting: 3 });
  clock.run();
  expect(finished.map(({ arrivedAt, scheduledAt }) => scheduledAt - arrivedAt)).toEqual(
    [...finished.map(({ scheduledAt }) => scheduledAt)].sort((a, b) => a - b),
  );
  expect(engine.snapshot()).toEqual({ running: 0, waiting: 0, kvUsage: 0, preemptions: 0 });
});

test('a cancelled request gives its place and its blocks to the next at once', () => {
  const { engine, clock, finished, submit } = rig({ maxNumSeqs: 1 });
  const first = submit(1600, 5000);
  submit(16, 5);
  clock.run(500);
  expect(engine.snapshot()).toMatchObject({ running: 1, waiting: 1 });
  first.cancel();
  expect(engine.snapshot()).toMatchObject({ running: 0, waiting: 1, kvUsage: 0 });
  clock.run();
  expect(finished).toHaveLength(1);
});

test('when the cache is full, the last to come is put back and still finishes', () => {
  const { engine, clock, finished, submit } = rig({ kvBlocks: 20 });
  submit(150, 100);
  submit(100, 100);
  clock.run();
  expect(finished).toHaveLength(2);
  expect(engine.snapshot().preemptions).toBeGreaterThan(0);
  expect(engine.snapshot().kvUsage).toBe(0);
});

test('a prompt seen before is answered sooner', () => {
  const { clock, finished, submit } = rig();
  const prefix = Array.from({ length: 100 }, (_, block) => block);
  submit(1610, 5, prefix);
  clock.run();
  submit(1610, 5, prefix);
  clock.run();
  const [cold, warm] = finished as [GenerationTiming, GenerationTiming];
  expect(warm.cachedTokens).toBe(1600);
  expect(firstTokenMs(warm)).toBeLessThan(firstTokenMs(cold) / 2);
});

test('a request longer than the whole cache is refused', () => {
  const { submit } = rig({ kvBlocks: 10 });
  expect(() => submit(150, 20)).toThrow(/cannot fit into a KV cache of 160 tokens/);
});

test('every accepted request finishes with all its tokens, in order, whatever the load', () => {
  const request = fc.record({
    prompt: fc.integer({ min: 1, max: 400 }),
    output: fc.integer({ min: 1, max: 60 }),
    gap: fc.integer({ min: 0, max: 300 }),
  });
  fc.assert(
    fc.property(
      fc.array(request, { maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 300 }),
      (requests, maxNumSeqs, maxNumBatchedTokens) => {
        const { engine, clock } = rig({ maxNumSeqs, maxNumBatchedTokens, kvBlocks: 30 });
        const told = requests.map(() => [] as number[]);
        let finished = 0;
        for (const [index, { prompt, output, gap }] of requests.entries()) {
          const listener = { onToken: (token: number) => told[index]?.push(token), onFinish: () => finished++ };
          engine.submit({ promptTokens: prompt, outputTokens: output, prefix: [] }, listener);
          clock.run(clock.now() + gap);
        }
        clock.run();
        expect(finished).toBe(requests.length);
        expect(told).toEqual(requests.map(({ output }) => Array.from({ length: output }, (_, token) => token)));
        expect(engine.snapshot()).toMatchObject({ running: 0, waiting: 0, kvUsage: 0 });
      },
    ),
    { numRuns: 60 },
  );
});

test('an hour under load takes seconds', () => {
  const { clock, finished, submit } = rig();
  const began = performance.now();
  for (let second = 0; second < 3600; second++) {
    submit(200, 100);
    clock.run(second * 1000);
  }
  clock.run();
  expect(finished).toHaveLength(3600);
  expect(clock.now() / (performance.now() - began)).toBeGreaterThan(1000);
});
