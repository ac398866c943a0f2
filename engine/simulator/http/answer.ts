/** Sends one generated answer: whole, or token by token. */
import type { ServerResponse } from 'node:http';
import type { GenerationPlan } from '../api/plan-generation.ts';
import type { ResponseFormat, ResponseHead, Usage } from '../api/responses.ts';
import type { Generation, ModelServer } from '../model-server.ts';
import { createEventWriter } from './event-writer.ts';
import { sendJson } from './send.ts';

export interface AnswerOptions {
  readonly server: ModelServer;
  readonly plan: GenerationPlan;
  readonly format: ResponseFormat;
  readonly head: ResponseHead;
}

/** Starts generating. A client that goes away frees its sequence at once. */
export function sendAnswer(response: ServerResponse, options: AnswerOptions): void {
  const generation = options.plan.stream ? streamAnswer(response, options) : collectAnswer(response, options);
  response.once('close', () => generation.cancel());
}

function collectAnswer(response: ServerResponse, { server, plan, format, head }: AnswerOptions): Generation {
  return server.generate(plan, (_text, last) => {
    if (!last) return;
    const text = plan.answer.tokens.join('');
    sendJson(response, 200, format.whole(head, { text, ending: plan.answer, usage: usageOf(plan) }));
  });
}

function streamAnswer(response: ServerResponse, { server, plan, format, head }: AnswerOptions): Generation {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  const writer = createEventWriter(response, format.chunkWriter(head));
  let opened = false;
  return server.generate(plan, (text, last) => {
    if (!opened && format.opening) writer.event(format.opening(head));
    opened = true;
    if (last) writer.end(text, plan.answer, plan.streamUsage ? format.usageChunk(head, usageOf(plan)) : undefined);
    else writer.token(text);
  });
}

function usageOf({ promptTokens, answer }: GenerationPlan): Usage {
  return { promptTokens, completionTokens: answer.tokens.length };
}
