import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { type EnginePort, serveRpc } from '../../electron/rpc-over-port.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { PortRequest, PortResponse } from '../../engine/contract/rpc/port-messages.ts';
import type { ProcedureFailure } from '../../host/procedure-failures.ts';
import { servicesWith } from '../helpers/fixture-services.ts';

const key = { namespace: 'aim-engine', name: 'qwen-7b-demo' };

describe('the engine over a MessagePort', () => {
  it('answers a query with the validated output', async () => {
    using window = connect({
      catalog: { models: async () => [{ id: 'a', parameters: 1, contextLength: 2, source: 'test', more: 'left out' }] },
    });
    window.send({ type: 'call', id: 1, method: 'query', path: 'catalog.models' });
    expect(await window.next()).toEqual({ type: 'data', id: 1, data: [{ id: 'a', parameters: 1, contextLength: 2, source: 'test' }] });
  });

  it('sends what went wrong as a sentence with its fix', async () => {
    using window = connect({
      endpoints: {
        get: async () => {
          throw new SlipwayError('not_found', 'There is no endpoint qwen-7b-demo.', { fix: 'List them.' });
        },
      },
    });
    window.send({ type: 'call', id: 7, method: 'query', path: 'endpoints.get', input: key });
    expect(await window.next()).toMatchObject({
      type: 'error',
      id: 7,
      error: { message: 'There is no endpoint qwen-7b-demo.', data: { slipway: { code: 'not_found', fix: 'List them.' } } },
    });
    expect(window.failures).toMatchObject([{ path: 'endpoints.get', error: { message: 'There is no endpoint qwen-7b-demo.' } }]);
  });

  it('refuses input that does not fit the contract', async () => {
    using window = connect({});
    window.send({ type: 'call', id: 2, method: 'query', path: 'endpoints.get', input: { name: 3 } });
    expect(await window.next()).toMatchObject({ type: 'error', id: 2, error: { data: { slipway: { code: 'invalid_input' } } } });
  });

  it('says when there is no such procedure', async () => {
    using window = connect({});
    window.send({ type: 'call', id: 3, method: 'query', path: 'nothing.here' });
    expect(await window.next()).toMatchObject({ type: 'error', id: 3 });
  });

  it('streams a subscription, and stops it when told to', async () => {
    const watched = abortable();
    using window = connect({ endpoints: { watchList: watched.iterate } });
    window.send({ type: 'call', id: 4, method: 'subscription', path: 'endpoints.watchList' });
    expect(await window.next()).toEqual({ type: 'started', id: 4 });
    expect(await window.next()).toEqual({ type: 'data', id: 4, data: 'first' });
    window.send({ type: 'stop', id: 4 });
    expect(await window.next()).toEqual({ type: 'stopped', id: 4 });
    await watched.aborted;
  });

  it('aborts what runs when the window goes away', async () => {
    const watched = abortable();
    using window = connect({ endpoints: { watchList: watched.iterate } });
    window.send({ type: 'call', id: 5, method: 'subscription', path: 'endpoints.watchList' });
    await window.next();
    window.close();
    await watched.aborted;
  });

  it('ignores messages that are no calls', async () => {
    using window = connect({ catalog: { models: async () => [] } });
    window.raw('hello');
    window.raw({ type: 'call', id: -1, method: 'query', path: 'catalog.models' });
    window.send({ type: 'call', id: 6, method: 'query', path: 'catalog.models' });
    expect(await window.next()).toEqual({ type: 'data', id: 6, data: [] });
  });
});

// The services are scripted: what is tested here is the transport, over a real pair of ports.
function connect(services: Parameters<typeof servicesWith>[0]) {
  const { port1, port2 } = new MessageChannel();
  const failures: ProcedureFailure[] = [];
  serveRpc(asElectronPort(port1), { services: servicesWith(services) }, (failure) => failures.push(failure));
  const received: PortResponse[] = [];
  let wake = () => {};
  port2.on('message', (message: PortResponse) => {
    received.push(message);
    wake();
  });
  return {
    failures,
    send: (request: PortRequest) => port2.postMessage(request),
    raw: (message: unknown) => port2.postMessage(message),
    close: () => port2.close(),
    async next(): Promise<PortResponse> {
      while (received.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return received.shift() as PortResponse;
    },
    [Symbol.dispose]: () => port2.close(),
  };
}

/** Electron wraps what arrives as `{ data }`; Node's port gives it bare. */
function asElectronPort(port: MessagePort): EnginePort {
  return {
    on: (event: 'message' | 'close', listener: (message: { data: unknown }) => void) =>
      event === 'message' ? port.on('message', (data) => listener({ data })) : port.on('close', () => listener({ data: undefined })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
  };
}

/** A subscription that yields once and then waits for its abort. */
function abortable() {
  let tellAborted = () => {};
  const aborted = new Promise<void>((resolve) => {
    tellAborted = resolve;
  });
  async function* iterate(signal: AbortSignal): AsyncGenerator<never> {
    signal.addEventListener('abort', tellAborted, { once: true });
    yield 'first' as never;
    await aborted;
  }
  return { iterate, aborted };
}
