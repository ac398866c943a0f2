/**
 * Writes resources/openapi/protobuf.json from the Go modules of Kubernetes: how the kinds that the sandbox serves are
 * numbered in protobuf, which kubectl's typed commands (`create namespace`, `auth can-i`) send.
 *
 *     node clusters/sandbox/api/protobuf/generate.ts ~/go/pkg/mod/k8s.io/{api,apimachinery}@v0.36.3
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { builtInKinds } from '../builtin/kinds.ts';
import { publishedName } from '../openapi/kubernetes-schemas.ts';
import { type Messages, messageNameOf, protobufFile } from './messages.ts';

const modules = process.argv.slice(2);
if (modules.length === 0) throw new Error('Give the folders of the Go modules k8s.io/api and k8s.io/apimachinery.');

const messages: Messages = {};
for (const folder of modules) for (const file of globSync(join(folder, '**/generated.proto'))) readProto(file);

// What is sent to subresources, and kinds that every group understands.
const extra = ['autoscaling.v1.Scale', 'policy.v1.Eviction', 'authentication.v1.TokenRequest'].map((name) => `k8s.io.api.${name}`);
const names = builtInKinds.flatMap((kind) => publishedName(kind) ?? []).map(messageNameOf);
const roots = [...names, ...extra, 'k8s.io.apimachinery.pkg.apis.meta.v1.DeleteOptions'];
const source = `${modules.map((folder) => `k8s.io/${basename(folder)}`).join(', ')}: generated.proto and types.go (Kubernetes, Apache-2.0)`;
writeFileSync(protobufFile, `${JSON.stringify({ source, messages: reachable(roots) })}\n`);

/** The messages of one file. Whether a field is a pointer in Go, and so absent rather than zero, or part of its holder, only the Go source says. */
function readProto(file: string): void {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\/.*$/gm, '');
  const scope = /^package ([\w.]+);/m.exec(text)?.[1] ?? '';
  const { pointers, inlined } = readGoFields(dirname(file));
  for (const [, name = '', body = ''] of text.matchAll(/^message (\w+) \{([^}]*)\}/gm)) {
    messages[`${scope}.${name}`] = [...body.matchAll(/(optional|repeated|map<string, ([\w.]+)>) ?([\w.]*) (\w+) = (\d+)/g)].map(
      ([, label = '', mapValue, type = '', field = '', number = '']) => {
        const path = `${name}.${field}`;
        const single = inlined.has(path) ? 'inline' : pointers.has(path) ? 'pointer' : '';
        const flag = mapValue ? 'map' : label === 'repeated' ? 'list' : single;
        return [Number(number), field, qualified(mapValue ?? type, scope), flag];
      },
    );
  }
}

function readGoFields(folder: string): { pointers: Set<string>; inlined: Set<string> } {
  const pointers = new Set<string>();
  const inlined = new Set<string>();
  for (const file of globSync(join(folder, '*types*.go'))) {
    for (const [, name, body = ''] of readFileSync(file, 'utf8').matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
      for (const [, field] of body.matchAll(/^\t\w+ +\*\S+ +`json:"(\w+)/gm)) pointers.add(`${name}.${field}`);
      for (const [, field] of body.matchAll(/^\t\w+ +`json:",inline[^`]*name=(\w+)/gm)) inlined.add(`${name}.${field}`);
    }
  }
  return { pointers, inlined };
}

function qualified(type: string, scope: string): string {
  if (type.startsWith('.')) return type.slice(1);
  return /^[A-Z]/.test(type) ? `${scope}.${type}` : type;
}

function reachable(names: string[]): Messages {
  const found: Messages = {};
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const fields = messages[name];
    if (!fields || found[name]) continue;
    found[name] = fields;
    waiting.push(...fields.map(([, , type]) => type));
  }
  return Object.fromEntries(Object.entries(found).sort(([left], [right]) => (left < right ? -1 : 1)));
}
