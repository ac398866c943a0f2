import type { ServerResponse } from 'node:http';
import { type Refusal, refusalBody } from './errors.ts';
import type { Answer } from './own-answer.ts';

/** Answers with a whole text, or with an error in OpenAI's shape. */
export function send(response: ServerResponse, answer: Answer | Refusal, headers: Record<string, string> = {}): void {
  const { status, type, text } = 'text' in answer ? answer : { status: answer.status, type: 'application/json', text: refusalBody(answer) };
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text), ...retryAfter(answer), ...headers });
  response.end(text);
}

function retryAfter(answer: Answer | Refusal): Record<string, number> {
  return 'retryAfter' in answer && answer.retryAfter !== undefined ? { 'retry-after': answer.retryAfter } : {};
}
