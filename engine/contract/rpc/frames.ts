/** What a window and the engine say to each other over a MessagePort: the desktop's transport for the procedure table. */
import { z } from 'zod';

export const requestFrame = z.discriminatedUnion('method', [
  z.object({ id: z.int(), method: z.enum(['query', 'mutation', 'subscription']), path: z.string(), input: z.unknown() }),
  /** Ends a subscription, or a call whose answer is no longer wanted. */
  z.object({ id: z.int(), method: z.literal('stop') }),
]);
export type RequestFrame = z.infer<typeof requestFrame>;

export const replyFrame = z.discriminatedUnion('type', [
  z.object({ id: z.int(), type: z.literal('data'), data: z.unknown() }),
  z.object({ id: z.int(), type: z.literal('complete') }),
  /** `error` is tRPC's error shape as the router's formatter made it. */
  z.object({
    id: z.int(),
    type: z.literal('error'),
    error: z.object({ message: z.string(), code: z.number(), data: z.record(z.string(), z.unknown()) }),
  }),
]);
export type ReplyFrame = z.infer<typeof replyFrame>;
