import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readModel } from '../../../../../engine/domain/size/model.ts';
import { type GgufParts, ggufFile } from './gguf-file.ts';

const hidden = 512;
const metadata = {
  'general.architecture': 'llama',
  'general.name': 'a small llama',
  'llama.block_count': 2,
  'llama.embedding_length': hidden,
  'llama.feed_forward_length': 1024,
  'llama.attention.head_count': 8,
  'llama.attention.head_count_kv': 2,
  'llama.context_length': 4096,
  'tokenizer.ggml.tokens': Array.from({ length: 1000 }, (_, index) => `token ${index}`),
};
const q4K = 12;
const q6K = 14;
const f32 = 0;
const layer = (index: number) =>
  [
    [`blk.${index}.attn_q.weight`, [hidden, 512], q4K],
    [`blk.${index}.attn_k.weight`, [hidden, 128], q4K],
    [`blk.${index}.attn_v.weight`, [hidden, 128], q6K],
    [`blk.${index}.attn_output.weight`, [512, hidden], q4K],
    [`blk.${index}.ffn_gate.weight`, [hidden, 1024], q4K],
    [`blk.${index}.ffn_up.weight`, [hidden, 1024], q4K],
    [`blk.${index}.ffn_down.weight`, [1024, hidden], q4K],
    [`blk.${index}.attn_norm.weight`, [hidden], f32],
  ] as const;
const tensors = [['token_embd.weight', [hidden, 1000], q6K], ...layer(0), ...layer(1)] as const;
const parts: GgufParts = { metadata, tensors };

test('every tensor counts with the blocks of its type', () => {
  const inFourBits = 2 * (512 * 512 + 128 * 512 + 512 * 512 + 3 * 1024 * 512);
  const inSixBits = 1000 * 512 + 2 * 128 * 512;
  const weights = weightsOf(parts);
  expect(weights).toMatchObject({ basis: 'gguf', precision: 'int4', parameters: inFourBits + inSixBits + 2 * 512 });
  expect(weights.bytes).toBe((inFourBits / 256) * 144 + (inSixBits / 256) * 210 + 2 * 512 * 4);
});

test('its header tells the layout, so that cache and splits are known', () => {
  const { reading } = readModel({ gguf: ggufFile(parts) });
  expect(reading).toMatchObject({
    ok: true,
    quantization: { method: 'gguf', weightOnly: true },
    layout: {
      contextLimit: 4096,
      cache: [{ kind: 'full', layers: 2, heads: 2, keyWidth: 64 }],
      split: { attentionHeads: 8, keyValueHeads: 2 },
    },
  });
});

test('version 2 is read like version 3', () => {
  expect(weightsOf({ ...parts, version: 2 }).bytes).toBe(weightsOf(parts).bytes);
});

test.each([
  [
    'one that ends within',
    ggufFile(parts).subarray(0, 400),
    'The GGUF file ends within its header: give more of its beginning (the first megabytes).',
  ],
  ['one of nothing', new Uint8Array(0), 'This is no GGUF file: it does not begin with the four letters GGUF.'],
  ['another file', new Uint8Array(Buffer.from('{"metadata":{}}')), 'This is no GGUF file: it does not begin with the four letters GGUF.'],
  ['the first version', ggufFile({ ...parts, version: 1 }), 'The GGUF file is of version 1; versions 2 and 3 are read.'],
  ['a big-endian one', ggufFile({ ...parts, version: 0x03_00_00_00 }), 'The GGUF file is big-endian, which is not read here.'],
  [
    'a type of tomorrow',
    ggufFile({ ...parts, tensors: [['x', [32], 99]] }),
    'The tensor x of the GGUF file is of type 99, which is not known here.',
  ],
  [
    'a damaged one',
    ggufFile({ ...parts, tensors: [['x', Array(9).fill(1), 0]] }),
    'The tensor x of the GGUF file has 9 dimensions: the file is damaged.',
  ],
  ['one without tensors', ggufFile({ ...parts, tensors: [] }), 'The GGUF file has no tensors.'],
  [
    'a model not known',
    ggufFile({ ...parts, metadata: { 'general.architecture': 'rwkv9' } }),
    'model_type is rwkv9, a type whose tensors are not known here.',
  ],
])('%s is refused in a sentence', (_name, gguf, sentence) => {
  expect(readModel({ gguf }).reading).toEqual({ ok: false, missing: [sentence] });
});

test('a file whose tensors are of another model than its header says is refused with both numbers', () => {
  const gguf = ggufFile({ ...parts, tensors: [...tensors, ['more', [1_000_000, 1_000], f32]] });
  expect(readModel({ gguf }).weights()).toEqual({
    ok: false,
    missing: [
      expect.stringMatching(/^The tensors of the GGUF file have 1\d{9} values, those of the model that its header describes \d{7}\.$/),
    ],
  });
});

test('whatever bytes a file has, reading ends with an answer', () => {
  const whole = ggufFile(parts);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), fc.nat(whole.length), (changes, length) => {
      const damaged = whole.slice(0, length);
      for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
      const { reading, weights } = readModel({ gguf: damaged });
      const answer = weights();
      return answer.ok ? Number.isFinite(answer.weights.bytes) && answer.weights.bytes > 0 : !reading.ok || answer.missing.length > 0;
    }),
    { numRuns: 300 },
  );
});

function weightsOf(of: GgufParts) {
  const answer = readModel({ gguf: ggufFile(of) }).weights();
  if (!answer.ok) throw new Error(answer.missing.join(' '));
  return answer.weights;
}
