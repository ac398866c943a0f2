import { z } from 'zod';

const range = z.object({ low: z.number(), high: z.number() });

/** What to expect, as ranges, with the figures they follow from. */
export const estimateView = z.object({
  /** Null where the GPU's compute is not known. */
  ttftMs: range.nullable(),
  itlMs: range,
  /** Of the whole server at `concurrency`. */
  tokensPerSecond: range,
  /** Per million output tokens; null without a price. */
  costPerMillionTokens: range.nullable(),
  /** One sentence a figure: bandwidth, compute, efficiency and where they are from. */
  basis: z.array(z.string()),
});
export type EstimateView = z.infer<typeof estimateView>;
