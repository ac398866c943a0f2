/** One request of an API server, from its head to the answer. */
import type { IncomingMessage } from 'node:http';
import { readBody } from './read-body.ts';
import { type ReviewRequest, type ReviewResponse, readReview, writeReview } from './review.ts';

/** Path to what answers the reviews sent there. */
export type Webhooks = Readonly<Record<string, (request: ReviewRequest) => ReviewResponse>>;

export interface Answer {
  readonly code: number;
  /** JSON for reviews; a sentence for anything else. */
  readonly body: string;
  readonly type: 'application/json' | 'text/plain; charset=utf-8';
}

/** Rejects when the connection breaks, and with whatever a webhook throws. */
export async function respond(request: IncomingMessage, webhooks: Webhooks): Promise<Answer> {
  const [path = ''] = (request.url ?? '').split('?');
  const answerReview = webhooks[path];
  if (!answerReview) return sentence(404, `Here are ${Object.keys(webhooks).join(' and ')}.`);
  if (request.method !== 'POST') return sentence(405, 'Reviews are sent by POST.');
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim() !== 'application/json') return sentence(415, 'Reviews are application/json.');
  const body = await readBody(request);
  if ('tooLarge' in body) return sentence(413, `A review is at most ${body.tooLarge} bytes.`);
  const read = readReview(body.text);
  if (!read.ok) return sentence(400, read.message);
  const review = writeReview(read.request.uid, answerReview(read.request));
  return { code: 200, type: 'application/json', body: JSON.stringify(review) };
}

function sentence(code: number, text: string): Answer {
  return { code, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}
