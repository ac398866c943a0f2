/** `node engine/operator/install/render/generate.ts [--check]`: writes resources/manifests and resources/charts, or fails when they are stale. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { generatedFiles } from './generated-files.ts';

const root = new URL('../../../../', import.meta.url);
const resources = new URL('resources/', root);
const folders = ['manifests', 'charts/slipway'];

const files = generatedFiles(await versionOfSlipway());
const stale = await staleFiles();
if (!process.argv.includes('--check')) for (const path of stale) await write(path);
else if (stale.length > 0) {
  process.stderr.write(`Stale in resources: ${stale.join(', ')}. Run \`npm run generate\` and commit the result.\n`);
  process.exitCode = 1;
}

async function versionOfSlipway(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { version: string };
  return version;
}

/** Files that are missing, different, or made by nothing any more. */
async function staleFiles(): Promise<string[]> {
  const paths = new Set([...files.keys(), ...(await Promise.all(folders.map(filesIn))).flat()]);
  const changed = await Promise.all([...paths].map(async (path) => ((await textOf(path)) === files.get(path) ? [] : [path])));
  return changed.flat();
}

async function filesIn(folder: string): Promise<string[]> {
  const url = new URL(`${folder}/`, resources);
  const entries = await readdir(url, { recursive: true, withFileTypes: true }).catch(ifMissing([]));
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(resources.pathname.length).replaceAll('//', '/'));
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(new URL(path, resources), 'utf8').catch(ifMissing(undefined));
}

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}

async function write(path: string): Promise<void> {
  const [url, text] = [new URL(path, resources), files.get(path)];
  if (text === undefined) return rm(url);
  await mkdir(new URL('./', url), { recursive: true });
  await writeFile(url, text);
}
