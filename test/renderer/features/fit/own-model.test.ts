import { expect, it } from 'vitest';
import { readOwnModel } from '../../../../renderer/features/fit/own-model.ts';

it('takes a config.json with the name that it gives itself', () => {
  const text = JSON.stringify({ _name_or_path: 'acme/tuned-8b', model_type: 'llama' });
  expect(readOwnModel(text, 16.06)).toEqual({
    ok: true,
    own: { name: 'acme/tuned-8b (pasted)', config: { _name_or_path: 'acme/tuned-8b', model_type: 'llama' }, filesBytes: 16_060_000_000 },
  });
  expect(readOwnModel('{"model_type":"qwen3"}', null)).toMatchObject({ own: { name: 'qwen3 (pasted)' } });
  expect(readOwnModel('{}', null)).toEqual({ ok: true, own: { name: 'pasted config.json', config: {} } });
});

it('takes what Python wrote that JSON has not', () => {
  expect(readOwnModel('{"model_type":"mamba2","time_step_limit":[0.0, Infinity]}', null)).toMatchObject({ ok: true });
});

it.each([
  ['{"model_type": ', /not JSON: .+ Paste the whole config\.json/],
  ['[1, 2]', /JSON, but not an object\. Paste the whole config\.json/],
  ['null', /JSON, but not an object/],
  ['{"metadata":{},"weight_map":{}}', /index\.json, the list of weights\. Paste config\.json/],
])('says what is wrong with %s', (text, problem) => {
  expect(readOwnModel(text, null)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
});
