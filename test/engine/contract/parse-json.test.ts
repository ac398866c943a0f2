import { expect, it } from 'vitest';
import { parseJson } from '../../../engine/contract/parse-json.ts';

it.each([
  ['{"a": 1}', { a: 1 }],
  ['\uFEFF{"a": 1}', { a: 1 }],
  ['{"time_step_limit": [0.0, Infinity], "low": -Infinity, "eps": NaN}', { time_step_limit: [0, Infinity], low: -Infinity, eps: null }],
  ['{"NaN": "Infinity and \\"NaN\\"", "x": NaN}', { NaN: 'Infinity and "NaN"', x: null }],
])('reads %s as Python writes it', (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

it.each(['', '{', '{"a": Infinity', 'NaNs', '{"a": +Infinity}', '<html>'])('takes no other liberties: %s', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});
