// `npm run desktop`: builds the app and opens it, where Electron's binary can be had.
import { createRequire } from 'node:module';
import { ensureInstalled, projectNode, root, run, say } from './install.mjs';

await ensureInstalled();
const built = await run(projectNode, ['.config/build.ts']);
if (built !== 0) process.exit(built);
process.exitCode = await run(electronBinary(), [`${root}/dist/electron/main.js`, ...process.argv.slice(2)], { stdio: 'inherit' });

// The `electron` package fetches its binary at first use; its export is the binary's path.
function electronBinary() {
  try {
    return createRequire(import.meta.url)('electron');
  } catch (error) {
    say(`Electron's binary is not here and could not be fetched: ${error instanceof Error ? error.message : error}`);
    say('The same workbench runs in a browser: npm start');
    process.exit(1);
  }
}
