/**
 * The procedure table: every call from a window or a command to the engine. Transports are chosen by the host
 * (in memory, WebSocket, MessagePort); this file knows none of them.
 */
import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { errorCodes, toWire } from '../errors.ts';
import type { Services } from '../services.ts';
import { endpointDetailView, endpointListView } from '../views/endpoint.ts';
import { objectRef } from '../views/state.ts';
import {
  appliedView,
  applyRecordView,
  chatEvent,
  chatMessage,
  checkView,
  endpointDraft,
  logLine,
  modelView,
  nodeView,
  sandboxNodeDraft,
  statusView,
} from '../views/workbench.ts';
import { fromUnknown } from './from-unknown.ts';

export interface RpcContext {
  services: Services;
}

const t = initTRPC.context<RpcContext>().create({
  errorFormatter({ shape, error }) {
    const wire = toWire(fromUnknown(error));
    return {
      ...shape,
      message: wire.message,
      data: { ...shape.data, stack: undefined, httpStatus: errorCodes[wire.code].http, slipway: wire },
    };
  },
});

const procedure = t.procedure;

export const appRouter = t.router({
  workbench: t.router({
    status: procedure.output(statusView).query(({ ctx }) => ctx.services.workbench.status()),
    watchStatus: procedure.subscription(async function* ({ ctx, signal }) {
      yield* ctx.services.workbench.watchStatus(always(signal));
    }),
  }),
  endpoints: t.router({
    list: procedure.output(endpointListView).query(({ ctx }) => ctx.services.endpoints.list()),
    get: procedure
      .input(objectRef)
      .output(endpointDetailView)
      .query(({ ctx, input }) => ctx.services.endpoints.get(input)),
    watchList: procedure.subscription(async function* ({ ctx, signal }) {
      yield* ctx.services.endpoints.watchList(always(signal));
    }),
    watchOne: procedure.input(objectRef).subscription(async function* ({ ctx, input, signal }) {
      yield* ctx.services.endpoints.watchOne(input, always(signal));
    }),
    remove: procedure.input(objectRef).mutation(({ ctx, input }) => ctx.services.endpoints.remove(input)),
  }),
  manifests: t.router({
    check: procedure
      .input(z.object({ yaml: z.string().max(1_000_000) }))
      .output(checkView)
      .query(({ ctx, input }) => ctx.services.manifests.check(input.yaml)),
    // Not `apply`: tRPC reserves the names of a function's own methods.
    applyAll: procedure
      .input(z.object({ yaml: z.string().max(1_000_000), dryRun: z.boolean().optional() }))
      .output(z.array(appliedView))
      .mutation(({ ctx, input }) => ctx.services.manifests.apply(input.yaml, { dryRun: input.dryRun ?? false })),
    render: procedure
      .input(endpointDraft)
      .output(z.string())
      .query(({ ctx, input }) => ctx.services.manifests.render(input)),
    history: procedure
      .input(z.object({ limit: z.int().min(1).max(1000).default(50) }))
      .output(z.array(applyRecordView))
      .query(({ ctx, input }) => ctx.services.manifests.history(input.limit)),
  }),
  hardware: t.router({
    nodes: procedure.output(z.array(nodeView)).query(({ ctx }) => ctx.services.hardware.nodes()),
    watchNodes: procedure.subscription(async function* ({ ctx, signal }) {
      yield* ctx.services.hardware.watchNodes(always(signal));
    }),
  }),
  catalog: t.router({
    models: procedure.output(z.array(modelView)).query(({ ctx }) => ctx.services.catalog.models()),
  }),
  logs: t.router({
    follow: procedure
      .input(
        z.object({
          endpoint: objectRef,
          pod: z.string().optional(),
          tailLines: z.int().min(0).optional(),
          follow: z.boolean().optional(),
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        for await (const line of ctx.services.logs.follow(input, always(signal))) yield logLine.parse(line);
      }),
  }),
  chat: t.router({
    complete: procedure
      .input(
        z.object({
          model: z.string().min(1),
          messages: z.array(chatMessage).min(1),
          maxTokens: z.int().min(1).optional(),
          temperature: z.number().min(0).max(2).optional(),
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        for await (const event of ctx.services.chat.complete(input, always(signal))) yield chatEvent.parse(event);
      }),
  }),
  sandbox: t.router({
    addNode: procedure
      .input(sandboxNodeDraft)
      .output(z.object({ name: z.string() }))
      .mutation(({ ctx, input }) => ctx.services.sandbox.addNode(input)),
    removeNode: procedure
      .input(z.object({ name: z.string().min(1) }))
      .mutation(({ ctx, input }) => ctx.services.sandbox.removeNode(input.name)),
  }),
});

export type AppRouter = typeof appRouter;

/** tRPC leaves the signal out for callers in memory; services always get one. */
function always(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}
