import { z } from 'zod';
import { flowLogLine, flowView } from '../../views/flow.ts';
import { installDraft, installPlanView, removalDraft } from '../../views/installation.ts';
import { always, procedure, router, startedFlow } from '../procedure.ts';

const ofCluster = z.object({ cluster: z.string().min(1), draft: installDraft });
const removalOf = z.object({ cluster: z.string().min(1), draft: removalDraft });

export const installationsRouter = router({
  plan: procedure
    .input(ofCluster)
    .output(installPlanView)
    .query(({ ctx, input }) => ctx.services.installations.plan(input.cluster, input.draft)),
  manifests: procedure
    .input(ofCluster)
    .output(z.string())
    .query(({ ctx, input }) => ctx.services.installations.manifests(input.cluster, input.draft)),
  install: procedure
    .input(ofCluster)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.installations.install(input.cluster, input.draft)),
  planRemoval: procedure
    .input(removalOf)
    .output(installPlanView)
    .query(({ ctx, input }) => ctx.services.installations.planRemoval(input.cluster, input.draft)),
  uninstall: procedure
    .input(removalOf)
    .output(startedFlow)
    .mutation(({ ctx, input }) => ctx.services.installations.uninstall(input.cluster, input.draft)),
});

const byId = z.object({ id: z.string().min(1) });

export const flowsRouter = router({
  list: procedure.output(z.array(flowView)).query(({ ctx }) => ctx.services.flows.list()),
  watchList: procedure.subscription(async function* ({ ctx, signal }) {
    yield* ctx.services.flows.watchList(always(signal));
  }),
  watchOne: procedure.input(byId).subscription(async function* ({ ctx, input, signal }) {
    yield* ctx.services.flows.watchOne(input.id, always(signal));
  }),
  log: procedure.input(byId).subscription(async function* ({ ctx, input, signal }) {
    for await (const line of ctx.services.flows.log(input.id, always(signal))) yield flowLogLine.parse(line);
  }),
  cancel: procedure
    .input(byId)
    .output(flowView)
    .mutation(({ ctx, input }) => ctx.services.flows.cancel(input.id)),
  resume: procedure
    .input(byId)
    .output(flowView)
    .mutation(({ ctx, input }) => ctx.services.flows.resume(input.id)),
  cleanUp: procedure
    .input(byId)
    .output(flowView)
    .mutation(({ ctx, input }) => ctx.services.flows.cleanUp(input.id)),
  dismiss: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.flows.dismiss(input.id)),
});
