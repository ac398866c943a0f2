import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import type { ContainerEngine } from '../../containers/engine.ts';
import { ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { runKind } from './run-kind.ts';

/** Keeps the kubeconfig of a cluster that runs, as kind tells it now. The person's own is not touched. */
export async function keepKubeconfig(context: KindContext, engine: ContainerEngine, name: string, signal?: AbortSignal): Promise<void> {
  const { succeeded, lines, output } = await runKind(await context.kind(engine), ['get', 'kubeconfig', '--name', name], { signal });
  if (!succeeded) {
    const { refusal, message, fix } = explainKindFailure(lines);
    throw new ProviderError(refusal, `The kubeconfig of the kind cluster "${name}" cannot be had. ${message}`, { fix });
  }
  const { folder, kubeconfig } = context.placesOf(name);
  await mkdir(folder, { recursive: true });
  const unfinished = `${kubeconfig}.new`;
  // It has the key of an administrator.
  await writeFile(unfinished, `${output}\n`, { mode: 0o600 });
  await chmod(unfinished, 0o600);
  await rename(unfinished, kubeconfig);
}
