/** Reads a quantisation from the fields of a config that has nothing else wrong. */
import { expect } from 'vitest';
import { configFields, textFields } from '../../../../../engine/domain/size/config/fields.ts';
import type { Quantization } from '../../../../../engine/domain/size/config/quantization/quantization.ts';
import { readQuantization } from '../../../../../engine/domain/size/config/quantization/read.ts';

export function readFrom(config: Record<string, unknown>): Quantization | undefined {
  const fields = configFields({ model_type: 'any', ...config });
  const quantization = readQuantization(fields, textFields(fields));
  expect(fields.missing).toEqual([]);
  return quantization;
}
