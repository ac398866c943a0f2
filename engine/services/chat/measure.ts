import type { ChatEvent } from '../../contract/views/workbench.ts';

type Done = Extract<ChatEvent, { type: 'done' }>;

/** What was seen of one streamed answer. Times are milliseconds since the epoch. */
export interface Observed {
  startedAt: number;
  /** Null until text arrived. */
  firstTextAt: number | null;
  lastTextAt: number | null;
  finishReason: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  backend: string | null;
}

/** The measures of an answer: time to first text, and tokens a second over the time after it. */
export function measure(seen: Observed): Done {
  const { finishReason, promptTokens, completionTokens, backend } = seen;
  const ttftMs = seen.firstTextAt === null ? null : seen.firstTextAt - seen.startedAt;
  return { type: 'done', finishReason, promptTokens, completionTokens, ttftMs, tokensPerSecond: rate(seen), backend };
}

// The first token's time is TTFT, so the rate counts the tokens after it.
function rate({ firstTextAt, lastTextAt, completionTokens }: Observed): number | null {
  if (firstTextAt === null || lastTextAt === null || completionTokens === null || completionTokens < 2) return null;
  const milliseconds = lastTextAt - firstTextAt;
  return milliseconds > 0 ? ((completionTokens - 1) * 1000) / milliseconds : null;
}
