/** What tests of the kind provider need with real nodes. */
import { execa } from 'execa';
import { expect } from 'vitest';
import type { KindProvider } from '../../../../clusters/kind/kind-provider.ts';
import { nodes } from '../../../../clusters/kinds.ts';
import type { OpenCluster, Progress } from '../../../../clusters/provider.ts';
import { kindProviderIn, removeContainersOf } from '../../../helpers/kind-provider.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

/** One node that stands for one with eight GPUs. */
export const fleet = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    labels:
      slipway.dev/simulated-gpu: MI300X
      slipway.dev/simulated-gpu-count: "8"
`;

export interface LabWorld extends AsyncDisposable {
  provider: KindProvider;
  name: string;
  folder: string;
  /** Prints how long it took. */
  timed<T>(what: string, action: Promise<T>): Promise<T>;
}

let worlds = 0;

/** A provider that knows no cluster yet, and a name; whatever has it is removed at the end. */
export async function startLabWorld(): Promise<LabWorld> {
  await using started = new AsyncDisposableStack();
  const { path: folder } = started.use(await temporaryFolder());
  const name = `slipway-${process.pid}-${worlds++}`;
  started.defer(() => removeContainersOf(name));
  const parts = started.move();
  return { provider: kindProviderIn(folder), name, folder, timed, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** Keeps progress, and prints when it was told. */
export function printing(told: Progress[]): (progress: Progress) => void {
  const begin = performance.now();
  return (progress) => {
    told.push(progress);
    console.log(`  ${((performance.now() - begin) / 1_000).toFixed(1)} s ${progress.step}: ${progress.message}`);
  };
}

async function timed<T>(what: string, action: Promise<T>): Promise<T> {
  const begin = performance.now();
  try {
    return await action;
  } finally {
    console.log(`${what}: ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
  }
}

/** Has another process create the cluster, and kills it when that step begins. */
export async function killedAt(step: string, folder: string, name: string): Promise<void> {
  const program = new URL('create-program.ts', import.meta.url).pathname;
  const running = execa(process.execPath, [program, folder, name], { reject: false });
  for await (const line of running) {
    if (line === step) running.kill('SIGKILL');
  }
  expect((await running).signal).toBe('SIGKILL');
}

/** Of its containers. */
export async function idsOf(name: string): Promise<string[]> {
  const { stdout } = await execa('docker', ['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=io.x-k8s.kind.cluster=${name}`]);
  return stdout.split('\n');
}

/** What each node offers of AMD's GPUs. */
export async function gpusOf({ cluster }: OpenCluster): Promise<unknown[]> {
  const { items } = await cluster.list(nodes);
  return items.map(({ status }) => status?.allocatable?.['amd.com/gpu']);
}
