/** `node engine/dialects/generate-crds.ts [--check]`: writes resources/crds, or fails when it is not what the schemas say. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { customResourceDefinitionsOfSlipway } from './definitions.ts';

const folder = new URL('../../resources/crds/', import.meta.url);
const header = '# Generated from the schemas in engine/dialects by `npm run generate`. Do not edit.\n';

const files = new Map(
  customResourceDefinitionsOfSlipway().map((definition) => [
    `${definition.metadata?.name}.yaml`,
    header + stringify(definition, { lineWidth: 0, aliasDuplicateObjects: false }),
  ]),
);
const stale = await staleFiles();
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    process.stderr.write(`resources/crds is stale: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.\n`);
    process.exitCode = 1;
  }
} else {
  for (const name of stale) await write(name);
}

/** Files that are missing, different or of no kind any more, each with its first differing line. */
async function staleFiles(): Promise<string[]> {
  const present = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const names = [...new Set([...present, ...files.keys()])];
  const changed: string[] = [];
  for (const name of names) {
    const now = present.includes(name) ? await readFile(new URL(name, folder), 'utf8') : undefined;
    if (now !== files.get(name)) changed.push(name);
    if (now !== files.get(name) && process.argv.includes('--check'))
      process.stderr.write(firstDifference(name, now ?? '', files.get(name) ?? ''));
  }
  return changed;
}

function firstDifference(name: string, now: string, wanted: string): string {
  const lines = now.split('\n');
  const index = wanted.split('\n').findIndex((line, at) => line !== lines[at]);
  return index === -1
    ? `${name}: has more lines than it should\n`
    : `${name}:${index + 1}\n- ${lines[index] ?? ''}\n+ ${wanted.split('\n')[index]}\n`;
}

async function write(name: string): Promise<void> {
  const text = files.get(name);
  if (text === undefined) await rm(new URL(name, folder));
  else await writeFile(new URL(name, folder), text);
}
