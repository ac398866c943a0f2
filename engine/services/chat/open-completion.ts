import { type IncomingMessage, request } from 'node:http';
import type { ChatMessage } from '../../contract/views/workbench.ts';
import { gatewayError, gatewayUnreachable } from './gateway-error.ts';

export interface CompletionRequest {
  model: string;
  messages: ChatMessage[];
  maxTokens?: number | undefined;
  temperature?: number | undefined;
}

/** Asks the gateway for a streamed completion; resolves with the answer's stream when it begins. Aborting cuts the connection. */
export async function openCompletion(gatewayUrl: string, asked: CompletionRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const answer = await post(new URL('/v1/chat/completions', gatewayUrl), JSON.stringify(bodyOf(asked)), signal);
  if (answer.statusCode === 200) return answer.setEncoding('utf8');
  throw gatewayError(answer.statusCode ?? 0, await textOf(answer), asked.model);
}

function bodyOf({ model, messages, maxTokens, temperature }: CompletionRequest): object {
  return { model, messages, stream: true, stream_options: { include_usage: true }, max_tokens: maxTokens, temperature };
}

function post(url: URL, body: string, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, signal }, resolve);
    sent.on('error', (error) => reject(signal.aborted ? error : gatewayUnreachable(url.origin, error)));
    sent.end(body);
  });
}

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  return text;
}
