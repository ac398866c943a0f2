import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newDraft, readDraft, suggestName, writeFields } from '../../../renderer/features/compose/draft.ts';

const commented = `# for the demo on Friday
apiVersion: aim.engine.amd.com/v1alpha1
kind: AIMEndpoint
metadata:
  name: demo # keep this name
  labels:
    team: search
spec:
  model:
    id: "Qwen/Qwen3-32B"
  recipe:
    autoSelect: false
    gpuCount: 4
  env:
    - name: A
      value: "1"
`;

describe('reading a draft', () => {
  it('takes fields from the text and defaults where it is silent', () => {
    expect(readDraft(commented)).toEqual({
      name: 'demo',
      namespace: 'default',
      modelId: 'Qwen/Qwen3-32B',
      recipe: { autoSelect: false, gpuCount: 4, precision: null, backend: null, gpu: null },
      minReplicas: 1,
      serviceType: 'ClusterIP',
      port: 8000,
    });
  });

  it.each([
    ['a tab', 'kind: AIMEndpoint\nspec:\n\tmodel: x\n'],
    ['nothing', ''],
    ['a list', '- one\n'],
    ['an open bracket', 'spec: {model'],
  ])('gives null for %s', (_, text) => {
    expect(readDraft(text)).toBeNull();
  });

  it('finds the endpoint among several documents', () => {
    expect(readDraft(`kind: ConfigMap\nmetadata:\n  name: other\n---\n${commented}`)?.name).toBe('demo');
  });
});

describe('writing fields', () => {
  it('leaves comments, order, unknown fields and quotes as they are', () => {
    const changed = writeFields(commented, { minReplicas: 3, gpuCount: 2 });
    expect(changed).toBe(commented.replace('gpuCount: 4', 'gpuCount: 2') + '  scaling:\n    minReplicas: 3\n');
  });

  it('keeps lists unindented where they were', () => {
    const text = 'kind: AIMEndpoint\nspec:\n  env:\n  - name: A\n';
    expect(writeFields(text, { modelId: 'a/b' })).toBe('kind: AIMEndpoint\nspec:\n  env:\n  - name: A\n  model:\n    id: a/b\n');
  });

  it('takes a field out with null', () => {
    expect(writeFields(commented, { gpuCount: null })).not.toContain('gpuCount');
  });

  it('fills a parent that stands without a value', () => {
    expect(readDraft(writeFields('kind: AIMEndpoint\nspec:\n', { modelId: 'a/b' }))?.modelId).toBe('a/b');
  });

  it('touches only its own document of a stream', () => {
    const text = `kind: ConfigMap\ndata:\n  a: 1\n---\n${commented}`;
    expect(writeFields(text, { name: 'other' })).toBe(text.replace('name: demo', 'name: other'));
  });

  it('does not touch broken YAML', () => {
    expect(writeFields('a: [', { name: 'x' })).toBe('a: [');
  });

  it('reads back whatever was written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
    fc.assert(
      fc.property(
        name,
        fc.integer({ min: -5, max: 100 }),
        fc.constantFrom('NodePort', 'LoadBalancer'),
        (model, minReplicas, serviceType) => {
          const draft = readDraft(writeFields(commented, { modelId: `org/${model}`, minReplicas, serviceType }));
          expect(draft).toMatchObject({ modelId: `org/${model}`, minReplicas, serviceType, name: 'demo' });
        },
      ),
    );
  });
});

it('starts as a complete endpoint', () => {
  expect(readDraft(newDraft())).toMatchObject({
    name: 'qwen2-5-7b-instruct',
    modelId: 'Qwen/Qwen2.5-7B-Instruct',
    recipe: { autoSelect: true },
  });
});

it('suggests names that Kubernetes takes', () => {
  expect(suggestName('Qwen/Qwen2.5-7B-Instruct')).toBe('qwen2-5-7b-instruct');
  expect(suggestName('01-ai/01_Yi.')).toBe('yi');
  fc.assert(
    fc.property(fc.string(), (id) => {
      const name = suggestName(id);
      expect(name === '' || /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)).toBe(true);
    }),
  );
});
