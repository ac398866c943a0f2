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
    return { provider, name, options: nodeImageOptions, [Symbol.asyncDispose]: () => parts.disposeAsync() };
  },
  noKindCluster,
);
