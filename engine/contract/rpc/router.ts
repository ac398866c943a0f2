/**
 * The procedure table: every call from a window or a command to the engine. Transports are chosen by the host
 * (in memory, WebSocket, MessagePort); this file knows none of them.
 */
import { z } from 'zod';
import { modelView, sandboxNodeDraft, statusView } from '../views/workbench.ts';
import { always, clusterProcedure, procedure, router } from './procedure.ts';
import { clustersRouter, kindRouter } from './routers/clusters.ts';
import { endpointsRouter, manifestsRouter } from './routers/endpoints.ts';
import { fitRouter } from './routers/fit.ts';
import { flowsRouter, installationsRouter } from './routers/flows.ts';
import { hardwareRouter } from './routers/hardware.ts';
import { chatRouter, forwardsRouter, logsRouter, podsRouter } from './routers/pods.ts';

export const appRouter = router({
  workbench: router({
    status: procedure.output(statusView).query(({ ctx }) => ctx.services.workbench.status()),
    watchStatus: procedure.subscription(async function* ({ ctx, signal }) {
      yield* ctx.services.workbench.watchStatus(always(signal));
    }),
  }),
  catalog: router({
    models: procedure.output(z.array(modelView)).query(({ ctx }) => ctx.services.catalog.models()),
  }),
  fit: fitRouter,
  clusters: clustersRouter,
  kind: kindRouter,
  installations: installationsRouter,
  flows: flowsRouter,
  forwards: forwardsRouter,
  endpoints: endpointsRouter,
  manifests: manifestsRouter,
  hardware: hardwareRouter,
  logs: logsRouter,
  chat: chatRouter,
  pods: podsRouter,
  sandbox: router({
    addNode: clusterProcedure
      .input(sandboxNodeDraft)
      .output(z.object({ name: z.string() }))
      .mutation(({ ctx, input }) => ctx.on.sandbox.addNode(input)),
    removeNode: clusterProcedure
      .input(z.object({ name: z.string().min(1) }))
      .mutation(({ ctx, input }) => ctx.on.sandbox.removeNode(input.name)),
  }),
});

export type AppRouter = typeof appRouter;
