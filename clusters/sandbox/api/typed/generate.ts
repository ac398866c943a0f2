/**
 * Writes resources/openapi/go-types.json from the Go modules of Kubernetes: how the structs behind the built-in kinds are
 * written as JSON, which their published schemas do not say. The server decodes into these structs and encodes from them.
 *
 *     node clusters/sandbox/api/typed/generate.ts ~/go/pkg/mod/k8s.io/{api,apimachinery,apiextensions-apiserver,kube-aggregator}@v0.36.3
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';
import { type GoField, type GoType, goTypesFile } from './go-types.ts';

const modules = process.argv.slice(2);
if (modules.length === 0) throw new Error('Give the folders of the Go modules of Kubernetes.');

const types: Record<string, GoType> = {};
for (const folder of modules) {
  const name = `k8s.io/${basename(folder).replace(/@.*/, '')}`;
  for (const file of globSync(`${folder}/**/*types*.go`)) {
    if (!/_test\.go$/.test(file)) readFile(file, [name, relative(folder, dirname(file))].filter(Boolean).join('/'));
  }
}
const source = `${modules.map((folder) => `k8s.io/${basename(folder)}`).join(', ')}: types.go (Kubernetes, Apache-2.0)`;
const roots = Object.keys(types).filter((name) => /^io\.k8s\./.test(name) && hasObjectMeta(name));
writeFileSync(goTypesFile, `${JSON.stringify({ source, types: reachable(roots) })}\n`);

function hasObjectMeta(name: string): boolean {
  const type = types[name];
  return typeof type === 'object' && (type['metadata']?.[0].endsWith('ObjectMeta') ?? false);
}

function readFile(file: string, packagePath: string): void {
  const text = readFileSync(file, 'utf8');
  const imports = readImports(text);
  const scope = openApiPackage(packagePath);
  for (const [, name = '', body = ''] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    types[`${scope}.${name}`] = readFields(body, { scope, imports });
  }
  for (const [, name = '', type = ''] of text.matchAll(/^type (\w+) ((?:map\[|\[\]|string|int32|int64|bool|float64)\S*)\s*$/gm)) {
    types[`${scope}.${name}`] = qualified(type, { scope, imports });
  }
}

interface Surroundings {
  scope: string;
  imports: Map<string, string>;
}

function readFields(body: string, surroundings: Surroundings): Record<string, GoField> {
  const fields: Record<string, GoField> = {};
  for (const [, type = '', tag = ''] of body.matchAll(/^\t(?:\w+ +)?([\w.*[\]]+)\s+`.*?json:"([^"]*)"/gm)) {
    const [name = '', ...options] = tag.split(',');
    if (name === '-') continue;
    const holding = options.includes('omitzero') ? 'zero' : options.includes('omitempty') ? 'empty' : '';
    // An embedded struct's fields are the outer one's own.
    fields[name === '' ? `...${type}` : name] = [qualified(type, surroundings), holding];
  }
  return fields;
}

function readImports(text: string): Map<string, string> {
  const block = /^import \(([\s\S]*?)^\)/m.exec(text)?.[1] ?? /^import (.*)$/m.exec(text)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/^\s*(\w+)?\s*"([^"]+)"/gm)].map(([, alias, path = '']) => [
      alias ?? path.split('/').at(-1) ?? '',
      openApiPackage(path),
    ]),
  );
}

/** As published schemas name packages: `k8s.io/api/apps/v1` is `io.k8s.api.apps.v1`. */
function openApiPackage(path: string): string {
  const [host = '', ...rest] = path.split('/');
  return [...host.split('.').reverse(), ...rest].join('.');
}

function qualified(type: string, { scope, imports }: Surroundings): string {
  return type.replaceAll(/(\w+\.)?\b([A-Z]\w*)/g, (_, prefix: string | undefined, name: string) => {
    return `${prefix ? (imports.get(prefix.slice(0, -1)) ?? prefix.slice(0, -1)) : scope}.${name}`;
  });
}

function reachable(names: string[]): Record<string, GoType> {
  const found: Record<string, GoType> = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const type = types[name];
    if (!type || found[name]) continue;
    found[name] = type;
    const referred = typeof type === 'string' ? [type] : Object.values(type).map(([inner]) => inner);
    waiting.push(...referred.flatMap((inner) => inner.match(/io\.k8s\.[\w.-]+/g) ?? []));
  }
  return Object.fromEntries(Object.entries(found).sort(([left], [right]) => (left < right ? -1 : 1)));
}
