import { type OperationResultEnvelope, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { PortRequest, PortResponse } from '../engine/contract/rpc/port-messages.ts';
import type { AppRouter } from '../engine/contract/rpc/router.ts';

/** What the desktop's preload script offers. The port to the engine comes as a message to this window, for it cannot cross the bridge. */
export interface DesktopBridge {
  requestPort(): void;
}

declare global {
  interface Window {
    slipwayDesktop?: DesktopBridge;
  }
}

const portMessage = 'slipway:connect';

/** A port to the engine, from the preload script of this window. */
export function connectToDesktop(bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    function onMessage({ source, data, ports }: MessageEvent): void {
      const [port] = ports;
      if (source !== window || data !== portMessage || !port) return;
      window.removeEventListener('message', onMessage);
      resolve(port);
    }
    window.addEventListener('message', onMessage);
    bridge.requestPort();
  });
}

/** A tRPC link over a port to the engine; calls made before it is there wait for it. */
export function portLink(connecting: Promise<MessagePort>): TRPCLink<AppRouter> {
  const waiting = new Map<number, (response: PortResponse) => void>();
  connecting.then((port) => {
    port.onmessage = ({ data }: MessageEvent<PortResponse>) => waiting.get(data.id)?.(data);
  });
  const send = (request: PortRequest) => void connecting.then((port) => port.postMessage(request));
  return () =>
    ({ op }) =>
      observable((observer) => {
        const forget = () => waiting.delete(op.id);
        waiting.set(op.id, (response) => deliver(response, op.type === 'subscription', { observer, forget }));
        send({ type: 'call', id: op.id, method: op.type, path: op.path, input: op.input });
        return () => {
          if (forget()) send({ type: 'stop', id: op.id });
        };
      });
}

type Receiver = Parameters<
  Parameters<typeof observable<OperationResultEnvelope<unknown, TRPCClientError<AppRouter>>, TRPCClientError<AppRouter>>>[0]
>[0];

/** One response to one call: a query is over with its first value, a subscription when it says so. */
function deliver(response: PortResponse, isSubscription: boolean, { observer, forget }: { observer: Receiver; forget(): boolean }): void {
  if (response.type === 'data') observer.next({ result: { type: 'data', data: response.data } });
  if (isSubscription && response.type !== 'stopped' && response.type !== 'error') return;
  forget();
  if (response.type === 'error') observer.error(TRPCClientError.from({ error: response.error } as never));
  else observer.complete();
}
