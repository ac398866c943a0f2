import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyValueBytesPerToken } from '../../../../../engine/domain/size/cache/cache-cost.ts';
import { modelOf, shared } from '../facts/known-models.ts';

interface Known {
  hf_id: string;
  kv_bytes_per_token_bf16: number | null;
}

const known: Known[] = shared ? JSON.parse(readFileSync(`${shared}/hardware/models.json`, 'utf8')).models : [];

/** The figures of which the config is at hand. */
const cases = known.flatMap(({ hf_id, kv_bytes_per_token_bf16: bytes }) => {
  const reading = bytes === null ? undefined : modelOf(hf_id)?.facts.reading;
  return reading?.ok ? [[hf_id, bytes, reading.layout] as const] : [];
});

describe.skipIf(!shared)('bytes a token of known models (SLIPWAY_TEST_SHARED)', () => {
  test.each(cases)('%s: %i', (_, bytes, layout) => {
    expect(keyValueBytesPerToken(layout, 2)).toBe(bytes);
  });
  test('most of them are at hand', () => expect(cases.length).toBeGreaterThan(15));
});
