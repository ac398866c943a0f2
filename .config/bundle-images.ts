/**
 * What goes into Slipway's images: each program as one file, so that an image needs Node and nothing else.
 * `npm run build` writes it to dist/images; a checkout makes it when an image is built (host/images/bundle.ts).
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { filesBelow } from './files-below.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Image to its program, and to the folders of data that the program reads. */
const programs: Record<string, { entry: string; data: readonly string[] }> = {
  operator: { entry: 'engine/operator/main.ts', data: ['resources/catalog'] },
  gateway: { entry: 'engine/gateway/main.ts', data: [] },
  simulator: { entry: 'engine/simulator/main.ts', data: [] },
};

/** Packages in CommonJS ask for Node's modules by `require`, which a module does not have by itself. */
const requireForPackages = "import{createRequire as slipwayRequire}from'node:module';const require=slipwayRequire(import.meta.url);";

/** zod brings its messages in 50 languages, of which one is spoken here. The others take 12 MB of memory in each pod. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onResolve }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      /[\\/]node_modules[\\/]zod[\\/]/.test(importer) ? { path: join(resolveDir, '../locales/en.js') } : undefined,
    );
  },
};

/** Paths in the image's folder to their bytes: `main.mjs`, its source map, and the data under their own paths. */
export async function bundleImage(image: string): Promise<Map<string, Uint8Array>> {
  const program = programs[image];
  if (!program) throw new Error(`There is no program for an image \`${image}\`: there are ${Object.keys(programs).join(', ')}.`);
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [program.entry],
    outfile: join(root, 'dist', 'images', image, 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    write: false,
    banner: { js: requireForPackages },
    plugins: [englishOnly],
    logLevel: 'warning',
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.endsWith('.map') ? 'main.mjs.map' : 'main.mjs', contents]));
  for (const folder of program.data) addData(files, folder);
  return files;
}

/** Writes the bundles of all images below `folder`, in place of what was there. */
export async function writeImageBundles(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const image of Object.keys(programs)) {
    for (const [path, content] of await bundleImage(image)) {
      const target = join(folder, image, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
  }
}

function addData(files: Map<string, Uint8Array>, folder: string): void {
  for (const file of filesBelow(join(root, folder))) files.set(file.slice(root.length).replaceAll('\\', '/'), readFileSync(file));
}
