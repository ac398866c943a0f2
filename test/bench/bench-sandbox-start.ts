import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { median } from './statistics.ts';

export interface SandboxStart {
  /** Milliseconds from the call to the API's first answer, in a new folder: certificates are made. */
  firstMs: number;
  /** The same in a folder that has them. */
  againMs: number;
}

/** Medians over `rounds`; each start is a process of its own, whose loading of modules is not counted. */
export async function benchSandboxStart({ rounds = 3 } = {}): Promise<SandboxStart> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await using folder = await temporaryFolder();
    first.push(await startOnce(folder.path));
    again.push(await startOnce(folder.path));
  }
  return { firstMs: median(first), againMs: median(again) };
}

async function startOnce(folder: string): Promise<number> {
  const { stdout } = await execa(process.execPath, [fileURLToPath(new URL('sandbox-start.ts', import.meta.url)), folder]);
  return Number(stdout);
}
