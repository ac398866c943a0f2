import { expect, it } from 'vitest';
import { readWarnings } from '../../../clusters/kubernetes/warnings.ts';

it.each<[string, string[], string[]]>([
  ['one', ['299 - "unknown field \\"spec.x\\""'], ['unknown field "spec.x"']],
  ['two in one header', ['299 - "a, b", 299 agent "c"'], ['a, b', 'c']],
  ['with a date', ['299 - "a" "Wed, 21 Oct 2015 07:28:00 GMT"'], ['a']],
  ['of a proxy', ['110 proxy "Response is stale"'], []],
  ['of another form', ['careful', ''], []],
  ['a backslash', ['299 - "a\\\\b"'], ['a\\b']],
])('reads warnings: %s', (_what, headers, expected) => {
  expect(readWarnings(headers)).toEqual(expected);
});
