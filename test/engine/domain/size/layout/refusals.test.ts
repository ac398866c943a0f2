/** What is missing is named, all of it, and nothing throws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf } from '../../../../../engine/domain/size/layout/layouts.ts';
import { type Config, layout, like, missing, parameters, types } from './answers.ts';

const without = (type: string, ...fields: string[]) => like(type, Object.fromEntries(fields.map((field) => [field, undefined])));

describe('a sentence for everything that is missing', () => {
  test.each([
    ['no type', {}, 'config.json is empty'],
    ['a type of tomorrow', like('llama', { model_type: 'llama9' }), 'model_type is llama9, a type whose tensors are not known here.'],
    ['no heads', without('llama', 'num_attention_heads'), 'num_attention_heads is missing.'],
    ['a dense model without a width', without('qwen3_next', 'hidden_size'), 'hidden_size is missing.'],
    ['experts without a width', without('deepseek_v3', 'moe_intermediate_size'), 'moe_intermediate_size is missing.'],
    ['a latent without a rank', without('deepseek_v3', 'kv_lora_rank'), 'kv_lora_rank is missing.'],
    [
      'heads that do not divide',
      like('llama', { hidden_size: 4097, head_dim: undefined }),
      'hidden_size 4097 does not divide by num_attention_heads 32',
    ],
    ['groups that do not divide', like('deepseek_v4', { o_groups: 300 }), 'The numbers do not divide: layers.*.attn.wo_a would have'],
    ['a tower of tomorrow', like('llava', { vision_config: { model_type: 'eye9' } }), 'vision_config.model_type is eye9'],
    ['a tower without a type', like('llava', { vision_config: { hidden_size: 1024 } }), 'vision_config.model_type is missing.'],
    ['a text of tomorrow', like('llava', { text_config: { model_type: 'llama9' } }), 'text_config.model_type is llama9'],
    ['layer_types of another length', like('llama', { layer_types: ['full_attention'] }), 'layer_types names 1 layers'],
    [
      'a pattern of unknown letters',
      like('nemotron_h', { hybrid_override_pattern: 'MQ', layers_block_type: null }),
      'a kind not known here',
    ],
    ['too few compress_ratios', like('deepseek_v4', { compress_ratios: [0], layer_types: null }), 'compress_ratios names 1 layers'],
    [
      'a list of blocks of another length',
      { model_type: 'nemotron-nas', num_hidden_layers: 2, block_configs: [] },
      'block_configs names 0 layers',
    ],
  ])('%s', (_name, config, sentence) => {
    expect(missing(config).join('\n')).toContain(sentence);
  });

  test('all of it at once', () => {
    expect(missing(without('llama', 'hidden_size', 'vocab_size', 'num_hidden_layers'))).toEqual([
      'hidden_size is missing.',
      'num_hidden_layers is missing.',
      'vocab_size is missing.',
    ]);
  });
});

test('a layer count without end is refused at once', () => {
  const started = performance.now();
  expect(missing(like('llama', { num_hidden_layers: 1e18 }))).not.toEqual([]);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('what a nested config leaves out is what its type has', () => {
  const spare = {
    model_type: 'gemma3',
    text_config: { model_type: 'gemma3_text', hidden_size: 2560, intermediate_size: 10_240, num_hidden_layers: 34 },
  };
  const { split } = layout(spare);
  expect([split.attentionHeads, split.keyValueHeads]).toEqual([8, 4]);
});

const values = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.integer({ min: 1, max: 300 }),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.boolean(),
  fc.array(fc.integer({ min: -2, max: 9 }), { maxLength: 4 }),
  fc.dictionary(fc.string(), fc.integer(), { maxKeys: 2 }),
);

const places = ['', 'text_config', 'vision_config', 'audio_config', 'thinker_config'] as const;

/** A type's default in which some fields, at the top or inside, hold anything. */
const disturbed = fc
  .tuple(fc.constantFrom(...Object.keys(types)), fc.constantFrom(...places))
  .filter(([type, place]) => place === '' || isObject(types[type]?.[place]))
  .chain(([type, place]) => {
    const whole = types[type] ?? {};
    const inner = place === '' ? whole : (whole[place] as Config);
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(inner)), values, { minKeys: 1, maxKeys: 3 });
    return changes.map((changed) =>
      place === '' ? { ...whole, ...changed, model_type: type } : { ...whole, [place]: { ...inner, ...changed } },
    );
  });

test('any field of any type may hold anything: an answer with whole tensors, or what is missing', () => {
  fc.assert(
    fc.property(disturbed, (config) => {
      const answer = layoutOf(config);
      if (!answer.ok) return answer.missing.length > 0;
      return Number.isFinite(parameters(answer.layout)) && answer.layout.tensors.every(isWhole) && answer.layout.cache.every(isFiniteGroup);
    }),
    { numRuns: 1500 },
  );
});

function isWhole({ rows, columns, copies }: { rows: number; columns: number; copies: number }): boolean {
  return [rows, columns, copies].every((number) => Number.isInteger(number) && number >= 0);
}

function isFiniteGroup(group: object): boolean {
  return Object.values(group).every((value) => typeof value === 'string' || (Number.isFinite(value) && value >= 0));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

test('a list of layers is not compared with a number of layers that is none', () => {
  const answer = layoutOf(like('mimo_v2_flash', { num_hidden_layers: -1, hybrid_layer_pattern: [0, 1] }));
  expect(answer.ok ? [] : answer.missing).toEqual(['num_hidden_layers is -1, less than 1.']);
});
