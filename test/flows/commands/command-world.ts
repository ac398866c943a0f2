/** Commands as people type them, against an API server that nobody here wrote: with a `serve` that runs, and without. */
import { systemClock } from '../../../clusters/clock.ts';
import type { Cluster } from '../../../clusters/cluster.ts';
import { namespaces } from '../../../clusters/kinds.ts';
import { silentLog } from '../../../clusters/log.ts';
import { installCustomResources } from '../../../engine/operator/install-custom-resources.ts';
import { controlPlaneSubject, type FlowCluster } from '../../helpers/flow-clusters.ts';
import { runningServe, runSlipway } from '../../helpers/running-serve.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

export type Answer = Awaited<ReturnType<typeof runSlipway>>;

export interface CommandWorld extends AsyncDisposable {
  slipway(words: string[], input?: string): Promise<Answer>;
  /** The one document that a command with `--json` wrote. Throws where it wrote anything else. */
  json<T = Record<string, unknown>>(words: string[], input?: string): Promise<T>;
}

export const noControlPlane = controlPlaneSubject.skip;

/** A control plane with Slipway's kinds and a namespace for models, and nothing that runs for them. */
export async function clusterOfOthers(): Promise<FlowCluster> {
  const opened = await controlPlaneSubject.open();
  const { signal } = new AbortController();
  await installCustomResources({ cluster: opened.cluster, clock: systemClock, log: silentLog, signal });
  await opened.cluster.create(namespaces, { metadata: { name: 'aim-engine' } });
  return opened;
}

/** A data directory of its own, with `lab` attached in it. */
export async function commandWorld(kubeconfigPath: string, { serve }: { serve: boolean }): Promise<CommandWorld> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  if (serve) started.use(await runningServe(folder.path));
  const slipway = async (words: string[], input?: string): Promise<Answer> => runSlipway(words, { dataDirectory: folder.path, input });
  await slipway(['cluster', 'attach', 'lab', '--kubeconfig', kubeconfigPath]);
  const parts = started.move();
  return {
    slipway,
    json: async (words, input) => JSON.parse((await slipway([...words, '--json'], input)).stdout),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

export async function namesOf(cluster: Cluster): Promise<string[]> {
  return (await cluster.list(namespaces)).items.map(({ metadata }) => metadata.name);
}
