import { forPeople, toSlipwayError } from './to-slipway-error.ts';

type Method = (...given: unknown[]) => unknown;

/**
 * The service, but whatever a cluster or a provider refuses comes out as the one error that people read: read-only, not allowed
 * or unreachable is no failure of Slipway.
 */
export function withSentences<T extends object>(service: T): T {
  const methods = Object.entries(service).map(([name, part]) => [name, typeof part === 'function' ? translated(part as Method) : part]);
  return Object.fromEntries(methods) as T;
}

function translated(method: Method): Method {
  return (...given) => {
    const answer = method(...given);
    if (answer instanceof Promise) return forPeople(answer);
    return isStream(answer) ? translatedStream(answer) : answer;
  };
}

async function* translatedStream(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    throw toSlipwayError(error);
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
