/** What travels over a MessagePort between a window and the engine: tRPC's calls, one message each way a step. */
import { z } from 'zod';

export const portRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    /** Chosen by the window, unique on its port. */
    id: z.int().min(0),
    method: z.enum(['query', 'mutation', 'subscription']),
    /** `endpoints.watchList` */
    path: z.string().min(1).max(200),
    input: z.unknown().optional(),
  }),
  /** Ends a subscription, or gives up on an answer. */
  z.object({ type: z.literal('stop'), id: z.int().min(0) }),
]);
export type PortRequest = z.infer<typeof portRequest>;

export type PortResponse =
  /** The answer to a query or mutation, or one value of a subscription. */
  | { type: 'data'; id: number; data: unknown }
  /** A subscription has begun. */
  | { type: 'started'; id: number }
  /** A subscription has ended. */
  | { type: 'stopped'; id: number }
  /** tRPC's error shape, with `data.slipway` (WireError). Nothing follows for this id. */
  | { type: 'error'; id: number; error: unknown };
