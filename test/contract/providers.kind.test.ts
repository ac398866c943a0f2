import { expect } from 'vitest';
import type { OpenCluster } from '../../clusters/provider.ts';
import { fleet, gpusOf } from '../clusters/kind/provider/lab-world.ts';
import { noKindCluster } from '../helpers/kind-cluster.ts';
import { kindProviderIn, nodeImageOptions } from '../helpers/kind-provider.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { providerContract } from './provider.contract.ts';

providerContract(
  'kind',
  async () => {
    await using started = new AsyncDisposableStack();
    const { path } = started.use(await temporaryFolder());
    const provider = kindProviderIn(path);
    const name = `slipway-contract-${process.pid}`;
    started.defer(() => provider.destroy(name));
    const parts = started.move();
    return {
      provider,
      name,
      options: { ...nodeImageOptions, config: fleet },
      expectKept,
      [Symbol.asyncDispose]: () => parts.disposeAsync(),
    };
  },
  noKindCluster,
);

/** Its address, and the GPUs that its node stands for, which kubelet took away when it began anew. */
async function expectKept(before: OpenCluster, after: OpenCluster): Promise<void> {
  expect(after.facts).toEqual(before.facts);
  expect(await gpusOf(after)).toEqual(['8']);
}
