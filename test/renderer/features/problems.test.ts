import { describe, expect, it } from 'vitest';
import { nodeOf, problemsAt } from '../../../renderer/features/compose/problems.ts';
import { collectProblems } from '../../../renderer/features/shared/text-problems.ts';

const text = 'kind: AIMEndpoint\nspec:\n  model:\n    id: a/b\n  scaling:\n    minReplicas: -1\n';

describe('problems of a draft', () => {
  it('stand at the line of their field', () => {
    const [problem] = collectProblems(text, [{ field: 'spec.scaling.minReplicas', message: 'Must be 0 or more.' }]);
    expect(problem?.line).toBe(6);
  });

  it('stand at the deepest parent that is there when the field is missing', () => {
    const [problem] = collectProblems(text, [{ field: 'spec.scaling.maxReplicas', message: 'Is missing.' }]);
    expect(problem?.line).toBe(6);
  });

  it('keep a line that the server knows', () => {
    expect(collectProblems(text, [{ field: 'spec', message: 'No.', line: 2 }])[0]?.line).toBe(2);
  });

  it('are those of the syntax alone while the YAML is broken', () => {
    const problems = collectProblems('kind: AIMEndpoint\nspec:\n\tmodel: x\n', [{ field: 'spec', message: 'No.' }]);
    expect(problems.every(({ field, line }) => field === '' && line >= 3)).toBe(true);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('are found by field, those inside it included', () => {
    const problems = collectProblems(text, [
      { field: 'spec.model.id', message: 'a' },
      { field: 'spec.model.id.x', message: 'b' },
      { field: 'spec.model.identity', message: 'c' },
    ]);
    expect(problemsAt(problems, ['spec', 'model', 'id']).map(({ message }) => message)).toEqual(['a', 'b']);
  });
});

it.each([
  ['spec.model.id', 'model'],
  ['spec.recipe.gpuCount', 'recipe'],
  ['spec.resources.gpuCount', 'recipe'],
  ['metadata.name', 'endpoint'],
  ['', 'endpoint'],
])('a problem at "%s" belongs to the node %s', (field, node) => {
  expect(nodeOf(field)).toBe(node);
});
