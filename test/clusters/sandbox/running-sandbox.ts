import { systemClock } from '../../../clusters/clock.ts';
import { silentLog } from '../../../clusters/log.ts';
import { type Sandbox, startSandbox } from '../../../clusters/sandbox/sandbox.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { testImages } from './running-machinery.ts';

export interface RunningSandbox extends AsyncDisposable {
  sandbox: Sandbox;
}

/** A whole sandbox, its controllers and nodes at work, in a folder of its own; both end with its scope. */
export async function runningSandbox(): Promise<RunningSandbox> {
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryFolder());
  const sandbox = await startSandbox({
    dataDirectory: path,
    images: testImages,
    clock: systemClock,
    random: Math.random,
    log: silentLog,
  });
  started.defer(() => sandbox.stop());
  await sandbox.settled;
  const parts = started.move();
  return { sandbox, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}
