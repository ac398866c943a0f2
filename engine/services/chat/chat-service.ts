import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import type { ChatService } from '../../contract/cluster-services.ts';
import type { ChatEvent } from '../../contract/views/workbench.ts';
import { brokenOff, streamedError } from './gateway-error.ts';
import { measure, type Observed } from './measure.ts';
import { type CompletionRequest, openCompletion } from './open-completion.ts';
import { serverSentEvents } from './server-sent-events.ts';

/** The part of OpenAI's stream that a chat shows. https://platform.openai.com/docs/api-reference/chat/streaming */
const chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).optional(), finish_reason: z.string().nullish() })),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
});

/** How the OpenAI-compatible gateway of a cluster is reached from this machine. */
export interface GatewayAccess {
  /** Null while there is no way to it. */
  url(): string | null;
  /** Where `model` is served, once there is a way to it. Rejects with why there is none. */
  reach(model: string, signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** Chat through the gateway, measured. */
export function createChatService(options: { gateway: GatewayAccess; clock: Clock }): ChatService {
  return { complete: (request, signal) => complete(request, signal, options) };
}

async function* complete(
  request: CompletionRequest,
  signal: AbortSignal,
  { gateway, clock }: { gateway: GatewayAccess; clock: Clock },
): AsyncGenerator<ChatEvent, void, undefined> {
  const url = await gateway.reach(request.model, signal);
  const startedAt = clock.now();
  const answer = await openCompletion(url, request, signal);
  const seen: Observed = { ...nothingSeen(startedAt), backend: headerOf(answer, 'x-slipway-backend') };
  try {
    for await (const data of serverSentEvents(unbroken(answer, request.model, signal))) {
      if (data === '[DONE]') break;
      const text = take(seen, data, { model: request.model, now: clock.now() });
      if (text) yield { type: 'delta', text };
    }
  } finally {
    answer.destroy();
  }
  yield measure(seen);
}

/** The answer's text; a connection that breaks is told as the answer's end before its time. */
async function* unbroken(answer: IncomingMessage, model: string, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  try {
    yield* answer as AsyncIterable<string>;
  } catch (error) {
    throw signal.aborted ? error : brokenOff(model, error instanceof Error ? error.message : String(error));
  }
}

/** Notes what an event says, and gives its text. */
function take(seen: Observed, data: string, { model, now }: { model: string; now: number }): string {
  const event: unknown = JSON.parse(data);
  const error = streamedError(event, model);
  if (error) throw error;
  const { choices, usage } = chunk.parse(event);
  const text = choices.map((choice) => choice.delta?.content ?? '').join('');
  if (text !== '') {
    seen.firstTextAt ??= now;
    seen.lastTextAt = now;
  }
  seen.finishReason = choices[0]?.finish_reason ?? seen.finishReason;
  seen.promptTokens = usage?.prompt_tokens ?? seen.promptTokens;
  seen.completionTokens = usage?.completion_tokens ?? seen.completionTokens;
  return text;
}

function nothingSeen(startedAt: number): Observed {
  return { startedAt, firstTextAt: null, lastTextAt: null, finishReason: null, promptTokens: null, completionTokens: null, backend: null };
}

function headerOf(answer: IncomingMessage, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : null;
}
