import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProvideRequest, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { notThere } from './names.ts';
import { findContainers } from './node-containers.ts';
import { runKind } from './run-kind.ts';

/** What kind says when it cannot collect everything, beside what it did collect. */
const remainder = 'not-collected.txt';

/**
 * Writes the logs of all nodes, and what the engine knows of them, below `folder`. Where kind collects only a part, the part
 * counts, and `not-collected.txt` tells of the rest. Rejects when there is nothing of any node.
 */
export async function exportLogs(context: KindContext, name: string, folder: string, request: ProvideRequest): Promise<void> {
  const { signal, onProgress } = request;
  const engine = await context.engine();
  const containers = await findContainers(engine, name);
  if (containers.length === 0) throw notThere(name, await context.records.find(name));
  onProgress?.({ step: 'logs', message: `Collecting the logs of "${name}"`, fraction: 0 });
  await mkdir(folder, { recursive: true });
  const { succeeded, lines } = await runKind(await context.kind(engine), ['export', 'logs', folder, '--name', name], { signal });
  if (!succeeded) {
    const collected = await readdir(folder);
    if (!containers.some((container) => collected.includes(container.name))) {
      const { refusal, message, fix } = explainKindFailure(lines);
      throw new ProviderError(refusal, `The logs of the kind cluster "${name}" could not be collected. ${message}`, { fix });
    }
    await writeFile(join(folder, remainder), `${lines.join('\n')}\n`);
    onProgress?.({ step: 'logs', message: `Not everything could be collected: see ${remainder}.` });
  }
  onProgress?.({ step: 'logs', message: `The logs are in ${folder}.`, fraction: 1 });
}
