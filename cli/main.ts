import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';

// Half of a short command's time is reading programs. Not the usual place: what is run must not lie where others may write.
enableCompileCache(join(envPaths('slipway', { suffix: '' }).cache, 'compiled'));
const { runCommandLine } = await import('./run.ts');

process.exitCode = await runCommandLine(process.argv.slice(2));
