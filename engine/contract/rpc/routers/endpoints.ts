import { z } from 'zod';
import { endpointDetailView, endpointListView } from '../../views/endpoint.ts';
import { objectRef } from '../../views/state.ts';
import { appliedView, applyRecordView, checkView, endpointDraft } from '../../views/workbench.ts';
import { always, clusterProcedure, router } from '../procedure.ts';

export const endpointsRouter = router({
  list: clusterProcedure.output(endpointListView).query(({ ctx }) => ctx.on.endpoints.list()),
  get: clusterProcedure
    .input(objectRef)
    .output(endpointDetailView)
    .query(({ ctx, input }) => ctx.on.endpoints.get(input)),
  watchList: clusterProcedure.subscription(async function* ({ ctx, signal }) {
    yield* ctx.on.endpoints.watchList(always(signal));
  }),
  watchOne: clusterProcedure.input(objectRef).subscription(async function* ({ ctx, input, signal }) {
    yield* ctx.on.endpoints.watchOne(input, always(signal));
  }),
  remove: clusterProcedure.input(objectRef).mutation(({ ctx, input }) => ctx.on.endpoints.remove(input)),
});

export const manifestsRouter = router({
  check: clusterProcedure
    .input(z.object({ yaml: z.string().max(1_000_000) }))
    .output(checkView)
    .query(({ ctx, input }) => ctx.on.manifests.check(input.yaml)),
  // Not `apply`: tRPC reserves the names of a function's own methods.
  applyAll: clusterProcedure
    .input(z.object({ yaml: z.string().max(1_000_000), dryRun: z.boolean().optional() }))
    .output(z.array(appliedView))
    .mutation(({ ctx, input }) => ctx.on.manifests.apply(input.yaml, { dryRun: input.dryRun ?? false })),
  render: clusterProcedure
    .input(endpointDraft)
    .output(z.string())
    .query(({ ctx, input }) => ctx.on.manifests.render(input)),
  history: clusterProcedure
    .input(z.object({ limit: z.int().min(1).max(1000).default(50) }))
    .output(z.array(applyRecordView))
    .query(({ ctx, input }) => ctx.on.manifests.history(input.limit)),
});
