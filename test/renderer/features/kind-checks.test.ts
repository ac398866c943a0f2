import { describe, expect, it } from 'vitest';
import { setAt } from '../../../renderer/features/kind/edit-yaml.ts';
import { blockingProblems, errorAtField } from '../../../renderer/features/kind/field-errors.ts';
import { pathText } from '../../../renderer/features/kind/form-edit.ts';
import { readKindForm } from '../../../renderer/features/kind/kind-form.ts';
import { marksOf } from '../../../renderer/features/kind/marks-of.ts';
import { whyNotCreate } from '../../../renderer/features/kind/why-not-create.ts';

const text = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n';

describe('why a cluster cannot be created yet', () => {
  const form = readKindForm(setAt(text, ['name'], 'dev'));
  const records = [
    {
      id: 'port-taken',
      subject: 'nodes[0].extraPortMappings[1].hostPort',
      verdict: 'problem' as const,
      message: 'Port 8080 is taken.',
      fix: 'Take 8081.',
    },
    { id: 'engine', subject: 'machine', verdict: 'problem' as const, message: 'Docker does not answer.' },
    { id: 'memory', subject: 'machine', verdict: 'warning' as const, message: 'Little memory.' },
  ];
  const result = { config: text, problems: [], records };
  const check = { result, checking: false, error: undefined };

  it('is said at the field that a check names', () => {
    const problems = blockingProblems(result);
    expect(problems).toHaveLength(2);
    expect(errorAtField(problems, pathText(['nodes', 0, 'extraPortMappings', 1, 'hostPort']))).toBe('Port 8080 is taken. Take 8081.');
    expect(errorAtField(problems, 'name')).toBeUndefined();
  });

  it.each([
    [null, check, [], 'The YAML cannot be read. Mend it, or undo.'],
    [form && { ...form, name: '' }, check, [], 'Give the cluster a name.'],
    [form, { ...check, checking: true }, [], 'It is being checked.'],
    [
      form,
      { ...check, error: { code: 'internal' as const, message: 'kind is gone.', problems: [] } },
      [],
      'It could not be checked: kind is gone.',
    ],
    [form, check, blockingProblems(result), 'Port 8080 is taken. 1 more below.'],
    [form, check, [], null],
  ])('is a sentence', (draft, state, problems, sentence) => {
    expect(whyNotCreate(draft, state, problems)).toBe(sentence);
  });
});

it('a check that names a field is marked at its line, one of the machine nowhere', () => {
  const withPort = setAt(text, ['nodes', 0, 'extraPortMappings'], [{ hostPort: 8080 }]);
  const records = [
    { id: 'port-taken', subject: 'nodes[0].extraPortMappings[0].hostPort', verdict: 'problem' as const, message: 'Port 8080 is taken.' },
    { id: 'engine', subject: 'machine', verdict: 'problem' as const, message: 'Docker does not answer.' },
  ];
  const { problems, elsewhere } = marksOf(withPort, { config: withPort, problems: [], records });
  expect(problems).toEqual([]);
  expect(elsewhere.map(({ line }) => withPort.split('\n')[line - 1]?.trim())).toEqual(['- hostPort: 8080']);
});
