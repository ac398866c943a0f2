import { expect, test } from 'vitest';
import { readModel } from '../../../../../engine/domain/size/model.ts';
import { indexOf, llama, missingIn, weightsOf } from './answers.ts';

const own = weightsOf({ config: llama });
const ends = 2 * 32_000 * 512;
const norms = 9 * 512;
const linear = own.parameters - ends - norms;

test('the checkpoint is what its type makes of its values', () => {
  expect(own).toMatchObject({ bytes: own.parameters * 2, basis: 'shapes', precision: 'bf16', notes: [] });
});

test('vLLM quantises 16-bit checkpoints to FP8 on loading: embeddings, head and norms stay', () => {
  const weights = weightsOf({ config: llama }, 'fp8');
  // One scale of four bytes for each of seven maps in four layers.
  expect(weights).toMatchObject({
    bytes: linear + (ends + norms) * 2 + 28 * 4,
    precision: 'fp8',
    notes: [expect.stringContaining('--quantization fp8')],
  });
});

test('16-bit types are read into one another, and into fp32', () => {
  expect(weightsOf({ config: llama }, 'fp16')).toMatchObject({ bytes: own.bytes, precision: 'fp16' });
  expect(weightsOf({ config: llama }, 'fp32')).toMatchObject({ bytes: own.bytes * 2, precision: 'fp32' });
});

test('fp32 that is asked for is run as it is, on every GPU', () => {
  const weights = weightsOf({ config: llama }, 'fp32');
  const rotary = own.loadedBytes - own.bytes;
  expect(weights.loadedBytes).toBe(own.bytes * 2 + rotary);
  expect(weights.bytesPerRank({ tensorParallel: 1 })).toBe(weights.loadedBytes);
});

test.each(['int4', 'nvfp4', 'mxfp4', 'int8'] as const)(
  'no engine makes %s of a 16-bit checkpoint: the reason is told instead of a number',
  (wanted) => {
    expect(missingIn({ config: llama }, wanted)).toEqual([
      `The checkpoint is in bf16: for ${wanted} it takes another checkpoint of the model.`,
    ]);
  },
);

test('fp4 asks for either four-bit float', () => {
  const config = { ...llama, quantization_config: { quant_method: 'modelopt', quant_algo: 'NVFP4' } };
  expect(weightsOf({ config }, 'fp4').precision).toBe('nvfp4');
  expect(missingIn({ config }, 'fp8')).toEqual(['The checkpoint is in nvfp4: for fp8 it takes another checkpoint of the model.']);
});

test.each([
  ['int4', 0.5 + 2 / 128],
  ['nvfp4', 0.5 + 1 / 16],
  ['mxfp4', 17 / 32],
  ['fp8', 1],
] as const)('another checkpoint in %s is sized as such ones usually are, and it is told', (precision, bytesPerValue) => {
  const answer = readModel({ config: llama }).usualWeights(precision);
  expect(answer).toMatchObject({
    ok: true,
    weights: { precision, notes: [`Sized as a checkpoint in ${precision} of the usual kind: the one given is in bf16.`] },
  });
  const bytes = answer.ok ? answer.weights.bytes : 0;
  expect(Math.abs(bytes / (linear * bytesPerValue + (ends + norms) * 2) - 1)).toBeLessThan(0.005);
});

test('a checkpoint in fp32 is run in 16 bits', () => {
  const weights = weightsOf({ config: { ...llama, torch_dtype: 'float32' } });
  expect(weights).toMatchObject({ bytes: own.parameters * 4, precision: 'fp16', loadedBytes: own.loadedBytes });
});

test('an index twice as large as the type of the config says is fp32 on disk, and run in 16 bits', () => {
  const weights = weightsOf({ config: llama, index: indexOf(own.bytes * 2) });
  expect(weights).toMatchObject({ bytes: own.bytes * 2, basis: 'index', loadedBytes: own.loadedBytes });
  expect(weights.notes.join(' ')).toContain('it is in fp32');
});

test('files half as large as fp32 takes are in 16 bits whatever the config says', () => {
  const weights = weightsOf({ config: { ...llama, torch_dtype: 'float32' }, index: indexOf(own.bytes) });
  expect(weights).toMatchObject({ bytes: own.bytes, precision: 'fp16', loadedBytes: own.loadedBytes, notes: [] });
});

test('a tied embedding that the files hold a second time as head is not loaded twice', () => {
  const config = { ...llama, num_hidden_layers: 24, tie_word_embeddings: true };
  const tied = weightsOf({ config });
  const weights = weightsOf({ config, filesBytes: tied.bytes + 32_000 * 512 * 2 });
  expect(weights).toMatchObject({
    basis: 'files',
    loadedBytes: tied.loadedBytes,
    notes: expect.arrayContaining([expect.stringContaining('lm_head')]),
  });
});

test('an index that differs for another reason is what is loaded', () => {
  const weights = weightsOf({ config: llama, index: indexOf(own.bytes * 1.1) });
  expect(weights.loadedBytes / own.loadedBytes).toBeCloseTo(1.1, 2);
});

test('without a type the figures tell it: two bytes a value, or four', () => {
  const config = { ...llama, torch_dtype: undefined };
  expect(weightsOf({ config, index: indexOf(own.parameters * 2) })).toMatchObject({ precision: 'fp16', bytes: own.parameters * 2 });
  expect(weightsOf({ config, filesBytes: own.parameters * 4 })).toMatchObject({ precision: 'fp16', bytes: own.parameters * 4 });
  expect(missingIn({ config, filesBytes: own.parameters * 3 })).toEqual([
    'torch_dtype is missing: whether a value takes 2 or 4 bytes is not known.',
  ]);
});

test('the files of a repository are summed without the copies among them', () => {
  const files = [
    { path: 'model.safetensors', bytes: own.bytes + 2_000 },
    { path: 'consolidated.safetensors', bytes: own.bytes },
  ];
  expect(weightsOf({ config: llama, files })).toMatchObject({ basis: 'files', bytes: own.bytes + 2_000 });
});

test('every question is worked out once', () => {
  const model = readModel({ config: llama });
  expect(model.weights('fp8')).toBe(model.weights('fp8'));
  expect(model.weights()).toBe(model.weights());
});
