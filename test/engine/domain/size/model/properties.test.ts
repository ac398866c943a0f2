import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ModelFiles, readModel } from '../../../../../engine/domain/size/model.ts';
import { llama } from './answers.ts';

/** What somebody may have written where a field should be. */
const anything = fc.oneof(
  fc.integer({ min: -3, max: 300_000 }),
  fc.double(),
  fc.constantFrom(0, -1, 1e18, Number.NaN, null, undefined, true, false, '', '32', [], {}, 'float16', 'fp8', [128, 128]),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);

const quantizations = fc.record(
  {
    quant_method: fc.constantFrom(
      'fp8',
      'mxfp4',
      'modelopt',
      'compressed-tensors',
      'gptq',
      'awq',
      'auto-round',
      'bitsandbytes',
      'mlx',
      'quark',
      'aqlm',
      7,
    ),
    bits: anything,
    group_size: anything,
    weight_block_size: anything,
    quant_algo: fc.constantFrom('FP8', 'NVFP4', 'MIXED_PRECISION', null),
    quantized_layers: anything,
    config_groups: fc.oneof(
      anything,
      fc.record({
        group_0: fc.record({ targets: anything, weights: fc.record({ num_bits: anything, type: anything, strategy: anything }) }),
      }),
    ),
    ignore: fc.oneof(anything, fc.array(fc.string())),
    exclude_modules: fc.array(fc.string()),
    global_quant_config: anything,
    load_in_4bit: anything,
  },
  { requiredKeys: [] },
);

const types = fc.constantFrom('llama', 'qwen2', 'qwen3_moe', 'mixtral', 'gpt_oss', 'deepseek_v3', 'gemma2', 'phi3', 'qwen3_next', 'nobody');
const fields = fc.dictionary(
  fc.constantFrom(
    ...Object.keys(llama),
    'num_local_experts',
    'kv_lora_rank',
    'moe_intermediate_size',
    'layer_types',
    'sliding_window',
    'head_dim',
    'n_layer',
    'dtype',
    'text_config',
    'rope_scaling',
  ),
  anything,
  { maxKeys: 4 },
);
const configs = fc
  .tuple(types, fields, fc.option(quantizations, { nil: undefined }))
  .map(([model_type, changed, quantization_config]) => ({ ...llama, model_type, ...changed, quantization_config }));

const files: fc.Arbitrary<ModelFiles> = fc.record({
  config: fc.oneof(configs, fc.jsonValue()) as fc.Arbitrary<unknown>,
  index: fc.oneof(fc.constant(undefined), fc.record({ metadata: fc.record({ total_size: anything }) }), anything),
  filesBytes: fc.option(fc.double(), { nil: undefined }),
  companion: fc.oneof(fc.constant(undefined), fc.record({ quantization: quantizations })),
});

test('whatever the files say, there is an answer: numbers that are numbers, or sentences', () => {
  fc.assert(
    fc.property(files, fc.constantFrom(undefined, 'fp8', 'int4', 'bf16'), (given, wanted) => {
      const model = readModel(given);
      for (const answer of [model.weights(), model.weights(wanted), model.usualWeights(wanted ?? 'nvfp4')]) {
        if (!answer.ok) {
          expect(answer.missing.length).toBeGreaterThan(0);
          continue;
        }
        const { weights } = answer;
        const ranks = [1, 2, 8].map((tensorParallel) => weights.bytesPerRank({ tensorParallel }));
        const staged = weights.bytesPerRank({ tensorParallel: 2, pipelineParallel: 2, expertParallel: true });
        for (const number of [weights.bytes, weights.parameters, weights.loadedBytes, staged, ...ranks]) {
          expect(Number.isFinite(number) && number > 0, `${number}`).toBe(true);
        }
      }
    }),
    { numRuns: 3_000 },
  );
});

test('more GPUs never hold more each, and all of them together hold the whole', () => {
  fc.assert(
    fc.property(configs, (config) => {
      const answer = readModel({ config }).weights();
      if (!answer.ok) return;
      const { bytesPerRank, loadedBytes } = answer.weights;
      const held = [1, 2, 4, 8].map((tensorParallel) => bytesPerRank({ tensorParallel }));
      held.slice(1).forEach((bytes, index) => {
        expect(bytes).toBeLessThanOrEqual(held[index] ?? 0);
        expect(bytes * 2 ** (index + 1)).toBeGreaterThanOrEqual(loadedBytes * 0.999_999);
      });
    }),
    { numRuns: 500 },
  );
});
