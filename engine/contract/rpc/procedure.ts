import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { errorCodes, toWire } from '../errors.ts';
import type { Services } from '../services.ts';
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

export const { router } = t;
export const procedure = t.procedure;

/** For what is asked of one cluster: `cluster` in the input names it, absent is the sandbox. */
export const clusterProcedure = t.procedure
  .input(z.object({ cluster: z.string().min(1).optional() }).optional())
  .use(async ({ ctx, input, signal, next }) => next({ ctx: { on: await ctx.services.on(input?.cluster, signal) } }));

/** tRPC leaves the signal out for callers in memory; services always get one. */
export function always(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal;
}

export const startedFlow = z.object({ flow: z.string() });
