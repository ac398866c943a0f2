import { z } from 'zod';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';

const openAiError = z.object({ error: z.object({ message: z.string(), code: z.union([z.string(), z.number()]).nullish() }) });

/** What the gateway or a model server refused, as a sentence. `body` is the answer's text: OpenAI's error shape, or anything. */
export function gatewayError(status: number, body: string, model: string): SlipwayError {
  const message = messageOf(body) ?? `the gateway answered ${status}`;
  const options = { fix: fixes[codeOf(status)] };
  return new SlipwayError(codeOf(status), `The model ${model} did not answer: ${message}`, options);
}

/** An error event in the middle of a stream; null for anything else. */
export function streamedError(event: unknown, model: string): SlipwayError | null {
  const parsed = openAiError.safeParse(event);
  if (!parsed.success) return null;
  return brokenOff(model, parsed.data.error.message);
}

/** The model server or the gateway was lost in the middle of an answer. */
export function brokenOff(model: string, reason: string): SlipwayError {
  return new SlipwayError('internal', `The answer of ${model} broke off: ${reason}`, { fix: 'Ask again.' });
}

/** The gateway's process is down or restarting. */
export function gatewayUnreachable(url: string | null, cause?: unknown): SlipwayError {
  const where = url === null ? 'The gateway is not running' : `The gateway at ${url} does not answer`;
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new SlipwayError('not_ready', `${where}${reason}.`, { cause, fix: 'It is started again by itself: try in a moment.' });
}

const fixes: Partial<Record<ErrorCode, string>> = {
  not_found: 'Ask for one of the models that are served (slipway get endpoints lists them).',
  not_ready: 'Wait until the endpoint is ready.',
  invalid_input: 'Mend the request and ask again.',
  timeout: 'Ask again, or for fewer tokens.',
};

function codeOf(status: number): ErrorCode {
  if (status === 404) return 'not_found';
  if (status === 503 || status === 429) return 'not_ready';
  if (status === 504) return 'timeout';
  return status >= 400 && status < 500 ? 'invalid_input' : 'internal';
}

function messageOf(body: string): string | undefined {
  try {
    return openAiError.parse(JSON.parse(body)).error.message;
  } catch {
    return undefined;
  }
}
