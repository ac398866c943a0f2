/** The commands that look at this machine or at what its tools have printed, as the launcher (slipway.mjs) runs them: bundled into one file. */
import { runQuick } from './run-quick.ts';

export function run(words: string[]): Promise<number> {
  return runQuick(words, {
    fit: () => import('../commands/fit/fit.ts').then((module) => module.fit),
    gpus: () => import('../commands/gpus/gpus.ts').then((module) => module.gpus),
  });
}
