import { z } from 'zod';
import { attachDraft, clusterView, contextView, providerView } from '../../views/cluster.ts';
import { clusterCheckView } from '../../views/cluster-check.ts';
import { kindCheckView, kindDraft, kindPresetView, toolView } from '../../views/kind.ts';
import { always, procedure, router, startedFlow } from '../procedure.ts';

const named = z.object({ name: z.string().min(1) });

export const clustersRouter = router({
  list: procedure.output(z.array(clusterView)).query(({ ctx }) => ctx.services.clusters.list()),
  watchList: procedure.subscription(async function* ({ ctx, signal }) {
    yield* ctx.services.clusters.watchList(always(signal));
  }),
  providers: procedure.output(z.array(providerView)).query(({ ctx }) => ctx.services.clusters.providers()),
  contexts: procedure
    .input(z.object({ kubeconfig: z.string().min(1).optional() }))
    .output(z.array(contextView))
    .query(({ ctx, input }) => ctx.services.clusters.contexts(input.kubeconfig)),
  connect: procedure
    .input(named)
    .output(clusterView)
    .mutation(({ ctx, input }) => ctx.services.clusters.connect(input.name)),
  attach: procedure
    .input(attachDraft)
    .output(clusterView)
    .mutation(({ ctx, input }) => ctx.services.clusters.attach(input)),
  check: procedure
    .input(named)
    .output(clusterCheckView)
    .query(({ ctx, input }) => ctx.services.clusters.check(input.name)),
  checkContext: procedure
    .input(attachDraft)
    .output(clusterCheckView)
    .query(({ ctx, input }) => ctx.services.clusters.checkContext(input)),
  kubeconfig: procedure
    .input(named)
    .output(z.object({ path: z.string(), context: z.string().nullable(), yaml: z.string() }))
    .query(({ ctx, input }) => ctx.services.clusters.kubeconfig(input.name)),
  pause: procedure
    .input(named)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.clusters.pause(input.name)),
  resume: procedure
    .input(named)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.clusters.resume(input.name)),
  remove: procedure
    .input(named)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.clusters.remove(input.name)),
});

export const kindRouter = router({
  presets: procedure.output(z.array(kindPresetView)).query(({ ctx }) => ctx.services.kind.presets()),
  check: procedure
    .input(kindDraft)
    .output(kindCheckView)
    .query(({ ctx, input }) => ctx.services.kind.check(input)),
  create: procedure
    .input(kindDraft)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.kind.create(input)),
  loadImage: procedure
    .input(z.object({ cluster: z.string().min(1), image: z.string().min(1) }))
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.kind.loadImage(input.cluster, input.image)),
  exportLogs: procedure
    .input(z.object({ cluster: z.string().min(1), folder: z.string().min(1) }))
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.kind.exportLogs(input.cluster, input.folder)),
  tools: procedure.output(z.array(toolView)).query(({ ctx }) => ctx.services.kind.tools()),
  setToolPath: procedure
    .input(z.object({ tool: toolView.shape.name, path: z.string() }))
    .output(toolView)
    .mutation(({ ctx, input }) => ctx.services.kind.setToolPath(input.tool, input.path)),
  downloadTool: procedure
    .input(z.object({ tool: toolView.shape.name }))
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.kind.downloadTool(input.tool)),
});
