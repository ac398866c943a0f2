import { expect, test } from 'vitest';
import { weightFileBytes } from '../../../../../engine/domain/size/weights/files.ts';

const file = (path: string, bytes: number) => ({ path, bytes });

test('the folders original/ and metal/ of gpt-oss are not counted', () => {
  const files = [
    file('model-00000-of-00002.safetensors', 7),
    file('model-00001-of-00002.safetensors', 6),
    file('original/model.safetensors', 13),
    file('metal/model.bin', 13),
  ];
  expect(weightFileBytes(files)).toBe(13);
});

test("Mistral's consolidated.safetensors and Meta's .pth are the same weights again", () => {
  const files = [
    file('model.safetensors', 14),
    file('consolidated.safetensors', 14),
    file('consolidated.00.pth', 14),
    file('pytorch_model.bin', 14),
  ];
  expect(weightFileBytes(files)).toBe(14);
});

test("PyTorch's files count where there are no safetensors", () => {
  expect(weightFileBytes([file('pytorch_model-00001-of-00001.bin', 5), file('optimizer.bin', 9), file('training_args.bin', 1)])).toBe(5);
});

test('where the index names its files, those count and no others', () => {
  const files = [file('model-00001-of-00002.safetensors', 7), file('model-00002-of-00002.safetensors', 6), file('extra.safetensors', 3)];
  const weight_map = {
    a: 'model-00001-of-00002.safetensors',
    b: 'model-00002-of-00002.safetensors',
    c: 'model-00001-of-00002.safetensors',
  };
  expect(weightFileBytes(files, { weight_map })).toBe(13);
});

test('without weight files there is no sum', () => {
  expect(weightFileBytes([file('config.json', 600), file('model.safetensors', Number.NaN)])).toBeUndefined();
});
