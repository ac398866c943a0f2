import { systemClock } from '../../clusters/clock.ts';
import { silentLog } from '../../clusters/log.ts';
import { createSandboxProvider } from '../../clusters/sandbox/sandbox-provider.ts';
import { testImages } from '../clusters/sandbox/running-machinery.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { providerContract } from './provider.contract.ts';

providerContract('the sandbox', async () => {
  const folder = await temporaryFolder();
  const provider = createSandboxProvider({
    dataDirectory: folder.path,
    images: testImages,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
  return {
    provider,
    name: 'sandbox',
    async [Symbol.asyncDispose]() {
      await provider.destroy('sandbox');
    },
  };
});
