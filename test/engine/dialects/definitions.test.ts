import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { customResourceDefinitionsOfSlipway } from '../../../engine/dialects/definitions.ts';

const root = new URL('../../../', import.meta.url);

test('resources/crds is what the schemas say', async () => {
  const { exitCode, stderr } = await execa(process.execPath, ['engine/dialects/generate-crds.ts', '--check'], { cwd: root, reject: false });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

describe.each(customResourceDefinitionsOfSlipway().map((each) => [each.spec.names.kind, each] as const))('%s', (_, definition) => {
  const schema = definition.spec.versions[0]?.schema?.openAPIV3Schema as Node;

  test('is structural: every node has a type, or says why not', () => {
    const untyped = nodes(schema, '').filter(
      ([, node]) => !node['type'] && !node['x-kubernetes-int-or-string'] && !node['x-kubernetes-preserve-unknown-fields'],
    );
    expect(untyped.map(([path]) => path)).toEqual([]);
  });
  test('has a status of its own and prints its age last', () => {
    const [version] = definition.spec.versions;
    expect(version?.subresources).toEqual({ status: {} });
    expect(version?.additionalPrinterColumns?.at(-1)?.name).toBe('Age');
  });
});

test('kubectl get aimendpoints prints Model, Recipe, Phase, Replicas, Age', () => {
  const file = readdirSync(new URL('resources/crds/', root)).find((name) => name.startsWith('aimendpoints'));
  const definition = parse(readFileSync(new URL(`resources/crds/${file}`, root), 'utf8'));
  const columns: { name: string; priority?: number }[] = definition.spec.versions[0].additionalPrinterColumns;
  expect(columns.filter(({ priority }) => !priority).map(({ name }) => name)).toEqual(['Model', 'Recipe', 'Phase', 'Replicas', 'Age']);
});

type Node = Record<string, unknown>;

function nodes(node: Node, path: string): [string, Node][] {
  const properties = Object.entries((node['properties'] ?? {}) as Record<string, Node>);
  const items = node['items'] as Node | undefined;
  const values = node['additionalProperties'] as Node | undefined;
  return [
    [path, node],
    ...properties.flatMap(([name, inner]) => nodes(inner, `${path}.${name}`)),
    ...(items ? nodes(items, `${path}[]`) : []),
    ...(values ? nodes(values, `${path}{}`) : []),
  ];
}
