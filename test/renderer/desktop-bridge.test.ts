import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { createTRPCClient } from '@trpc/client';
import { expect, it } from 'vitest';
import { serveRpc } from '../../electron/rpc-over-port.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { AppRouter } from '../../engine/contract/rpc/router.ts';
import { portLink } from '../../renderer/desktop-bridge.ts';
import { toWireError } from '../../renderer/live/wire-error.ts';
import { eventually } from '../helpers/eventually.ts';
import { servicesWith } from '../helpers/fixture-services.ts';

it('carries answers and errors of calls over a port, calls made before the port is there included', async () => {
  await using desktop = connect({
    catalog: { models: async () => [{ id: 'a/b', parameters: 7e9, contextLength: null, source: 'catalog' }] },
    endpoints: {
      remove: async () => {
        throw new SlipwayError('not_found', 'There is no endpoint demo.', { fix: 'List them first.' });
      },
    },
  });
  expect(await desktop.calls.catalog.models.query()).toMatchObject([{ id: 'a/b' }]);
  const thrown = await desktop.calls.endpoints.remove.mutate({ namespace: 'default', name: 'demo' }).catch((error: unknown) => error);
  expect(toWireError(thrown)).toMatchObject({ code: 'not_found', message: 'There is no endpoint demo.', fix: 'List them first.' });
});

it('ends a subscription in the engine when the reader leaves', async () => {
  let left = false;
  await using desktop = connect({
    hardware: {
      async *watchNodes(signal) {
        yield [];
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        left = true;
      },
    },
  });
  const seen: unknown[] = [];
  const subscription = desktop.calls.hardware.watchNodes.subscribe(undefined, { onData: (nodes) => void seen.push(nodes) });
  await eventually(() => seen.length === 1);
  subscription.unsubscribe();
  await eventually(() => left);
});

function connect(services: Parameters<typeof servicesWith>[0]) {
  const { port1, port2 } = new MessageChannel();
  serveRpc(asElectronPort(port1), { services: servicesWith(services) }, () => {});
  const calls = createTRPCClient<AppRouter>({ links: [portLink(Promise.resolve(port2 as unknown as MessagePort))] });
  return { calls, [Symbol.asyncDispose]: async () => port1.close() };
}

/** Electron hands a message over as `{ data }`, Node as its value. */
function asElectronPort(port: NodePort): Parameters<typeof serveRpc>[0] {
  return {
    on: (event: 'message' | 'close', listener: (message: { data: unknown }) => void) =>
      port.on(event, (value: unknown) => listener({ data: value })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
  };
}
