import { z } from 'zod';
import { execDraft, execEvent, execInput, forwardDraft, forwardView } from '../../views/pod.ts';
import { objectRef } from '../../views/state.ts';
import { chatEvent, chatMessage, logLine } from '../../views/workbench.ts';
import { always, clusterProcedure, procedure, router } from '../procedure.ts';

export const logsRouter = router({
  follow: clusterProcedure
    .input(
      z.object({
        endpoint: objectRef,
        pod: z.string().optional(),
        tailLines: z.int().min(0).optional(),
        follow: z.boolean().optional(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const line of ctx.on.logs.follow(input, always(signal))) yield logLine.parse(line);
    }),
});

export const chatRouter = router({
  complete: clusterProcedure
    .input(
      z.object({
        model: z.string().min(1),
        messages: z.array(chatMessage).min(1),
        maxTokens: z.int().min(1).optional(),
        temperature: z.number().min(0).max(2).optional(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const event of ctx.on.chat.complete(input, always(signal))) yield chatEvent.parse(event);
    }),
});

export const podsRouter = router({
  exec: clusterProcedure.input(execDraft).subscription(async function* ({ ctx, input, signal }) {
    for await (const event of ctx.on.pods.exec(input, always(signal))) yield execEvent.parse(event);
  }),
  write: clusterProcedure.input(execInput).mutation(({ ctx, input }) => ctx.on.pods.write(input)),
});

export const forwardsRouter = router({
  list: procedure.output(z.array(forwardView)).query(({ ctx }) => ctx.services.forwards.list()),
  open: procedure
    .input(z.object({ cluster: z.string().min(1).optional(), draft: forwardDraft }))
    .output(forwardView)
    .mutation(({ ctx, input }) => ctx.services.forwards.open(input.cluster, input.draft)),
  close: procedure.input(z.object({ id: z.string() })).mutation(({ ctx, input }) => ctx.services.forwards.close(input.id)),
});
