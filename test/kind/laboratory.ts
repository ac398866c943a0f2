import { execa } from 'execa';
import { buildNodeBaseImage } from '../helpers/node-base-image.ts';
import { runSlipway } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

type Result = Awaited<ReturnType<typeof runSlipway>>;

/** A person at a machine with kind and a container engine: a data directory, the command, kubectl, and a watch in hand. */
export interface Laboratory extends AsyncDisposable {
  folder: string;
  /** The first data directory; others lie beside it. */
  dataDirectory: string;
  nodeImage: string;
  /** What images are built from here: the public base cannot be had without a network. */
  imageBase: string;
  /** Runs a command; rejects with what it said when its exit code is not 0. */
  slipway(words: string[], options?: { input?: string; dataDirectory?: string }): Promise<Result>;
  /** kubectl on a cluster that Slipway made. */
  kubectl(cluster: string, words: string[], input?: string): Promise<string>;
  /** Says how long a step took, when it has ended. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Deletes the kind clusters named when it ends, whatever became of the test. */
export async function openLaboratory(clusters: readonly string[]): Promise<Laboratory> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder());
  const dataDirectory = `${folder.path}/data`;
  opened.defer(async () => {
    for (const name of clusters) await execa('kind', ['delete', 'cluster', '--name', name], { reject: false });
  });
  const imageBase = await buildNodeBaseImage();
  const beganAt = performance.now();
  const parts = opened.move();

  const kubeconfigs = new Map<string, string>();
  const slipway: Laboratory['slipway'] = async (words, { input, dataDirectory: other = dataDirectory } = {}) => {
    const result = await runSlipway(words, { dataDirectory: other, input });
    if (result.exitCode === 0) return result;
    throw new Error(`slipway ${words.join(' ')} ended with ${result.exitCode}:\n${result.stderr}\n${result.stdout}`);
  };
  return {
    folder: folder.path,
    dataDirectory,
    nodeImage: process.env['SLIPWAY_KIND_NODE_IMAGE'] ?? '',
    imageBase,
    slipway,
    async kubectl(cluster, words, input = '') {
      const path = kubeconfigs.get(cluster) ?? (await slipway(['cluster', 'kubeconfig', cluster, '--path'])).stdout;
      kubeconfigs.set(cluster, path);
      return (await execa('kubectl', ['--kubeconfig', path, ...words], { input })).stdout;
    },
    async step(name, work) {
      const startedAt = performance.now();
      const result = await work();
      const seconds = (ms: number) => (ms / 1000).toFixed(1);
      console.log(`[${seconds(performance.now() - beganAt).padStart(6)} s] ${name}: ${seconds(performance.now() - startedAt)} s`);
      return result;
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
