/**
 * Writes resources/openapi/columns.json from a running kube-apiserver: the columns of its tables, kind by kind.
 *
 *     kubectl proxy --port 8001 &
 *     node clusters/sandbox/api/printing/generate.ts http://127.0.0.1:8001
 */
import { writeFile } from 'node:fs/promises';
import { builtInKinds } from '../builtin/kinds.ts';
import { type ColumnFile, columnsFile } from './column-definitions.ts';

const server = process.argv[2];
if (!server) throw new Error('Give the address of an API server, for example http://127.0.0.1:8001 with `kubectl proxy` running.');

interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}

const descriptions: string[] = [];
const columns: ColumnFile['columns'] = {};
for (const { group, version, plural, verbs } of builtInKinds) {
  if (!verbs.includes('list')) continue;
  const table = await readTable(`${group ? `/apis/${group}` : '/api'}/${version}/${plural}?limit=1`);
  columns[group ? `${group}/${plural}` : plural] = table.map(({ name, type, format, description, priority }) => {
    return [name, type, format, priority, indexOf(description)];
  });
}
const version = (await (await fetch(`${server}/version`)).json()) as { gitVersion: string };
const source = `kube-apiserver ${version.gitVersion}, tables of empty lists (Kubernetes, Apache-2.0)`;
await writeFile(columnsFile, `${JSON.stringify({ source, descriptions, columns })}\n`);

async function readTable(path: string): Promise<ColumnDefinition[]> {
  const answer = await fetch(`${server}${path}`, { headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } });
  if (!answer.ok) throw new Error(`${server} answered ${answer.status} for ${path}; is it a kube-apiserver?`);
  return ((await answer.json()) as { columnDefinitions: ColumnDefinition[] }).columnDefinitions;
}

/** Most kinds have the same name and age: each description is kept once. */
function indexOf(description: string): number {
  const known = descriptions.indexOf(description);
  return known === -1 ? descriptions.push(description) - 1 : known;
}
