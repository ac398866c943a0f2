import { expect, test } from 'vitest';
import { readAimEndpoint } from '../../../../engine/dialects/aim/read-aim-endpoint.ts';
import { writeAim } from '../../../../engine/dialects/aim/write-aim.ts';

function read(annotations: Record<string, string>) {
  return readAimEndpoint({ metadata: { name: 'demo', annotations }, spec: { model: { id: 'Qwen/Qwen3-8B' } } });
}

test.each(['latency', 'throughput'])('an annotation says that recipes are wanted for %s, and stays when written', (metric) => {
  const result = read({ 'slipway.dev/metric': metric });
  if (!result.ok) return expect.unreachable();
  expect(result.value.recipe.metric).toBe(metric);
  expect(writeAim(result.value).resource.metadata?.annotations).toEqual({ 'slipway.dev/metric': metric });
});

test('nothing said is nothing wanted', () => {
  expect(read({})).toMatchObject({ ok: true, value: { recipe: { metric: undefined } } });
});

test('another word is refused with what can be said', () => {
  expect(read({ 'slipway.dev/metric': 'speed' })).toEqual({
    ok: false,
    problems: [
      {
        field: 'metadata.annotations["slipway.dev/metric"]',
        message: '"speed" is nothing that recipes are made for.',
        fix: 'Use latency or throughput.',
      },
    ],
  });
});
