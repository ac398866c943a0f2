import { expect, test } from 'vitest';
import { errorText } from '../../cli/error-text.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';

const engine = { field: 'machine', message: 'No container engine is on this machine.', fix: 'Install Docker.' };
const kind = { field: 'machine', message: 'kind is not on this machine.', fix: 'Install kind.' };

test('an error is what happened, each problem with its place, and what to do', () => {
  const problem = { field: 'spec.scaling', message: 'There is no such field.', fix: 'Remove it.', line: 7 };
  const error = new SlipwayError('invalid_input', 'The manifest is not valid.', { problems: [problem], fix: 'Nothing was applied.' });
  expect(errorText(error).split('\n')).toEqual([
    'The manifest is not valid.',
    '  line 7, spec.scaling: There is no such field.',
    '    Remove it.',
    'Nothing was applied.',
  ]);
});

test('a problem that the sentence is made of is not told twice', () => {
  const message = `The kind cluster dev cannot be made here: ${engine.message}`;
  const error = new SlipwayError('refused', message, { problems: [engine, kind], fix: engine.fix });
  expect(errorText(error).split('\n')).toEqual([
    message,
    '  machine: kind is not on this machine.',
    '    Install kind.',
    'Install Docker.',
  ]);
});

test('a problem that knows its line, or more to do than the sentence, is told all the same', () => {
  const placed = { ...engine, line: 3 };
  expect(errorText(new SlipwayError('refused', engine.message, { problems: [placed], fix: engine.fix }))).toContain('line 3, machine');
  expect(errorText(new SlipwayError('refused', engine.message, { problems: [engine] }))).toContain('    Install Docker.');
});
