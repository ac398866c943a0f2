/** The engine's side of the MessagePort transport: the same procedure table as on the web, one message each way a step. */
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { type PortRequest, type PortResponse, portRequest } from '../engine/contract/rpc/port-messages.ts';
import type { RpcContext } from '../engine/contract/rpc/procedure.ts';
import { appRouter } from '../engine/contract/rpc/router.ts';
import type { ProcedureFailure } from '../host/procedure-failures.ts';

/** What Electron's MessagePortMain and Node's MessagePort have in common. */
export interface EnginePort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

type Call = Extract<PortRequest, { type: 'call' }>;

/** Answers calls until the port closes; then everything that still runs for it is aborted. `onError` is told of each that fails. */
export function serveRpc(port: EnginePort, context: RpcContext, onError: (failure: ProcedureFailure) => void): void {
  const running = new Map<number, AbortController>();
  port.on('message', ({ data }) => {
    const request = portRequest.safeParse(data);
    if (!request.success) return; // Without an id there is nobody to answer; our own window never sends such a thing.
    if (request.data.type === 'stop') running.get(request.data.id)?.abort();
    else if (!running.has(request.data.id)) void answer(request.data);
  });
  port.on('close', () => {
    for (const controller of running.values()) controller.abort();
  });
  port.start();

  async function answer(call: Call): Promise<void> {
    const controller = new AbortController();
    running.set(call.id, controller);
    try {
      await perform(call, controller.signal);
    } catch (thrown) {
      onError({ error: getTRPCErrorFromUnknown(thrown), path: call.path });
      send({ type: 'error', id: call.id, error: errorShape(call, thrown, context) });
    } finally {
      running.delete(call.id);
      controller.abort();
    }
  }

  async function perform(call: Call, signal: AbortSignal): Promise<void> {
    const result: unknown = await callTRPCProcedure({
      router: appRouter,
      path: call.path,
      getRawInput: async () => call.input,
      ctx: context,
      type: call.method,
      signal,
      batchIndex: 0,
    });
    if (call.method !== 'subscription') return send({ type: 'data', id: call.id, data: result });
    send({ type: 'started', id: call.id });
    for await (const value of untilAborted(result as AsyncIterable<unknown>, signal)) send({ type: 'data', id: call.id, data: value });
    send({ type: 'stopped', id: call.id });
  }

  function send(response: PortResponse): void {
    port.postMessage(response);
  }
}

/** Leaves the loop at the abort even when no value ever comes. */
async function* untilAborted(values: AsyncIterable<unknown>, signal: AbortSignal): AsyncGenerator<unknown> {
  const iterator = values[Symbol.asyncIterator]();
  const aborted = new Promise<IteratorResult<unknown>>((resolve) => {
    signal.addEventListener('abort', () => resolve({ done: true, value: undefined }), { once: true });
  });
  try {
    for (;;) {
      const step = await Promise.race([iterator.next(), aborted]);
      if (step.done || signal.aborted) return;
      yield step.value;
    }
  } finally {
    void iterator.return?.();
  }
}

function errorShape(call: Call, thrown: unknown, context: RpcContext): unknown {
  return getTRPCErrorShape({
    config: appRouter._def._config,
    error: getTRPCErrorFromUnknown(thrown),
    type: call.method,
    path: call.path,
    input: call.input,
    ctx: context,
  });
}
