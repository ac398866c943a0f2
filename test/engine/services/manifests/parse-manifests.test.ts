import { describe, expect, it } from 'vitest';
import { fieldParts } from '../../../../engine/services/manifests/field-path.ts';
import { parseManifests } from '../../../../engine/services/manifests/parse-manifests.ts';

const endpoint = `# a comment
apiVersion: aim.engine.amd.com/v1alpha1
kind: AIMEndpoint
metadata:
  name: demo
  labels:
    app.kubernetes.io/name: demo
spec:
  scaling:
    minReplicas: -1
  tolerations:
    - key: a
    - key: b
      effect: NoSuch
`;

describe('parsing manifests', () => {
  it('reads each document, and skips empty ones', () => {
    const { manifests, problems } = parseManifests(`---\n${endpoint}---\n# nothing\n---\nkind: B\n`);
    expect(problems).toEqual([]);
    expect(manifests.map(({ object }) => object.kind)).toEqual(['AIMEndpoint', 'B']);
  });

  it.each([
    ['', 2],
    ['spec.scaling.minReplicas', 10],
    ['spec.tolerations[1].effect', 14],
    ['metadata.labels[app.kubernetes.io/name]', 7],
    ['spec.scaling.maxReplicas', 9],
    ['spec.model.id', 8],
    ['nothing.at.all', 2],
  ])('finds %j at line %d, or its nearest parent', (field, line) => {
    expect(parseManifests(endpoint).manifests[0]?.lineOf(field)).toBe(line);
  });

  it('counts lines over all documents', () => {
    const { manifests } = parseManifests(`kind: A\n---\nkind: B\nspec:\n  x: 1\n`);
    expect(manifests[1]?.lineOf('spec.x')).toBe(5);
  });

  it('takes the items of a List each for itself', () => {
    const { manifests } = parseManifests('kind: List\napiVersion: v1\nitems:\n  - kind: A\n  - kind: B\n    metadata: {name: b}\n');
    expect(manifests.map(({ object }) => object.kind)).toEqual(['A', 'B']);
    expect(manifests[1]?.lineOf('metadata.name')).toBe(6);
  });

  it('says that a line is indented with a tab', () => {
    const { problems } = parseManifests('kind: A\nmetadata:\n\tname: a\n');
    expect(problems).toEqual([
      {
        field: '',
        line: 3,
        message: 'This line is indented with a tab; YAML allows only spaces there.',
        fix: 'Replace the tab by spaces.',
      },
    ]);
  });

  it.each([
    ['a: [1, 2', 'This is not valid YAML'],
    ['kind: A\nkind: B\n', 'Map keys must be unique'],
    ['just words', 'This document is not an object with fields.'],
    ['- kind: A\n', 'This document is not an object with fields.'],
    ['', 'There is nothing in this YAML.'],
    ['# only a comment', 'There is nothing in this YAML.'],
  ])('refuses %j with a sentence', (text, message) => {
    const { manifests, problems } = parseManifests(text);
    expect(manifests).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(message);
  });
});

describe('field paths', () => {
  it.each([
    ['spec.containers[0].name', ['spec', 'containers', 0, 'name']],
    ['.spec.model.id', ['spec', 'model', 'id']],
    ['metadata.labels[app.kubernetes.io/name]', ['metadata', 'labels', 'app.kubernetes.io/name']],
    ['metadata.annotations["a.b/c"]', ['metadata', 'annotations', 'a.b/c']],
    ['', []],
  ])('splits %j', (path, parts) => {
    expect(fieldParts(path)).toEqual(parts);
  });
});
