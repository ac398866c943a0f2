/**
 * The quick commands (cli/quick/) as one file each, which the launcher runs in its own process, on the host's Node: starting another
 * one takes longer than they do. `npm run build` writes them to dist/quick; a checkout makes them in .build/quick when one is first
 * wanted, and again whenever a source has changed. Run by itself, this file does the latter.
 *
 * CommonJS, because a module that imports `node:fs` has Node load all its streams.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** `<name>.json`: what the launcher looks at before it runs a bundle. */
interface Bundle {
  /** The file to run, in the same folder. */
  entry: string;
  /** Every file that it was made from: path below the root, modification and change time in milliseconds, size. None in a package. */
  inputs: Input[];
}

type Input = [path: string, modified: number, changed: number, size: number];

interface Place {
  folder: string;
  /** From the folder to where the sources' own layout begins: ends with a slash. */
  layout: string;
  /** What the sources are called there. */
  extension: '.ts' | '.js';
}

const root = fileURLToPath(new URL('..', import.meta.url));
/** Written last by npm: packages change with it alone. */
const installed = 'node_modules/.package-lock.json';

/** The files of cli/quick that are bundled, and what of the rest each leaves out: the launcher starts the whole program for it. */
const bundles: Readonly<Record<string, RegExp>> = {
  arithmetic: /\/(?:engine-client|machine-gpus)\.ts$/,
  machine: /\/engine-client\.ts$/,
};

/** Writes the bundles of a package below `dist`, whose files do not change any more. */
export async function bundleForPackage(dist: string): Promise<void> {
  const folder = join(dist, 'quick');
  rmSync(folder, { recursive: true, force: true });
  for (const name of Object.keys(bundles)) {
    const { entry } = await bundleInto({ folder, layout: '../', extension: '.js' }, name);
    writeManifest(folder, name, { entry, inputs: [] });
  }
}

async function bundleForCheckout(): Promise<void> {
  const folder = join(root, '.build', 'quick');
  for (const name of Object.keys(bundles)) {
    const startedAt = Date.now();
    const { entry, sources } = await bundleInto({ folder, layout: '../../', extension: '.ts' }, name);
    const inputs = sources.map(factsOf);
    // A file that was written meanwhile may be in it as it was, or as it is: such a bundle answers nobody.
    if (inputs.some(([, modified, changed]) => Math.max(modified, changed) >= startedAt)) return;
    writeManifest(folder, name, { entry, inputs });
  }
  removeOld(folder);
}

async function bundleInto(place: Place, name: string): Promise<{ entry: string; sources: string[] }> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`cli/quick/${name}.ts`],
    outdir: place.folder,
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    metafile: true,
    legalComments: 'none',
    banner: { js: "const slipwayQuick=require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'slipwayQuick' },
    plugins: [without(bundles[name] ?? /^$/), inPlace(place)],
    logLevel: 'warning',
  });
  const [entry = ''] = Object.keys(metafile.outputs);
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  return { entry: basename(entry), sources: [...own, relative(root, fileURLToPath(import.meta.url)), installed] };
}

function without(left: RegExp): Plugin {
  return {
    name: 'without',
    setup({ onResolve }) {
      onResolve({ filter: left }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Files find their neighbours (resources, package.json) by their own place, which is kept. */
function inPlace({ layout, extension }: Place): Plugin {
  return {
    name: 'in-place',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const own = layout + relative(root, path).replaceAll('\\', '/').replace(/\.ts$/, extension);
        const contents = readFileSync(path, 'utf8').replaceAll('import.meta.url', `new URL(${JSON.stringify(own)}, slipwayQuick).href`);
        return { contents, loader: 'ts' };
      });
    },
  };
}

function factsOf(path: string): Input {
  const { mtimeMs, ctimeMs, size } = statSync(join(root, path));
  return [path, mtimeMs, ctimeMs, size];
}

/** Last and in one step: who reads it finds all that it names. */
function writeManifest(folder: string, name: string, bundle: Bundle): void {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `${name}.${process.pid}.json`);
  writeFileSync(draft, JSON.stringify(bundle));
  renameSync(draft, join(folder, `${name}.json`));
}

/** Files of earlier bundles, unless they are so young that somebody may still be about to read them. */
function removeOld(folder: string): void {
  const anHourAgo = Date.now() - 3_600_000;
  const current = Object.keys(bundles).map((name) => (JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Bundle).entry);
  for (const file of readdirSync(folder)) {
    const isCurrent = file.endsWith('.json') || current.some((entry) => file.startsWith(entry));
    if (!isCurrent && statSync(join(folder, file)).mtimeMs < anHourAgo) rmSync(join(folder, file), { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleForCheckout();
