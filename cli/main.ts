import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';
import type { SlipwayError } from '../engine/contract/errors.ts';

// Half of a short command's time is reading programs. Not the usual place: what is run must not lie where others may write.
enableCompileCache(join(envPaths('slipway', { suffix: '' }).cache, 'compiled'));
const [{ runCommandLine }, { commands }] = await Promise.all([import('./run.ts'), import('./commands.ts')]);

endWithLauncher();
process.exitCode = await runCommandLine(process.argv.slice(2), { commands, toError });

/** Whoever kills the launcher means this process too; what it was at is found interrupted. `serve` stops in order instead. */
function endWithLauncher(): void {
  if (!process.channel || process.argv[2] === 'serve') return;
  process.once('disconnect', () => process.exit(1));
  process.channel.unref();
}

// Reading what knows the errors of the engine's client takes longer than a short command.
async function toError(thrown: unknown): Promise<SlipwayError> {
  const { toSlipwayError } = await import('./to-slipway-error.ts');
  return toSlipwayError(thrown);
}
