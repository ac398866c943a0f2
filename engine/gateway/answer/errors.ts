import type { LiveRoute } from '../table/live-table.ts';

/** What goes wrong at the gateway itself, in OpenAI's shape. https://platform.openai.com/docs/guides/error-codes */
export interface Refusal {
  status: number;
  message: string;
  type: 'invalid_request_error' | 'server_error';
  param: string | null;
  code: string;
  /** Seconds after which another try makes sense. */
  retryAfter?: number;
}

/** How many model names an error lists. */
const listedModels = 20;

/** 404: no Route has the name. */
export function unknownModel(model: string, known: Iterable<string>): Refusal {
  const names = [...known];
  const listed = names.slice(0, listedModels).join(', ');
  const more = names.length > listedModels ? ` and ${names.length - listedModels} more` : '';
  const there =
    names.length > 0 ? `Models that are served here: ${listed}${more}.` : 'No model is served here yet: deploy an endpoint first.';
  return { ...invalid(404, `The model \`${model}\` does not exist. ${there}`), param: 'model', code: 'model_not_found' };
}

/** 503: the model exists and none of its servers takes requests. */
export function noBackend(model: string, route: LiveRoute): Refusal {
  const counts = route.targets.map(
    (target) => `${target.backends.length} of ${target.known} ready (${target.name}: Service ${target.service})`,
  );
  const reason = route.targets.every((target) => target.weight === 0) ? 'every target of its route has weight 0' : counts.join(', ');
  const message = `No ready model server for \`${model}\`: ${reason}. Try again when one is ready; route ${route.name} says what to look at.`;
  return { ...failed(503, message), code: 'no_backend', retryAfter: 5 };
}

/** 400: the body is no JSON. */
export function malformedBody(): Refusal {
  return { ...invalid(400, 'The request body is not valid JSON. Send a JSON object with a `model` field.'), code: 'invalid_json' };
}

/** 400: an array, a string or a number. */
export function bodyNotObject(): Refusal {
  return { ...invalid(400, 'The request body is JSON but not an object. Send an object with a `model` field.'), code: 'invalid_json' };
}

/** 400: nothing says who is asked. */
export function missingModel(): Refusal {
  const message = 'The request body has no `model` field. Name the model to ask; GET /v1/models lists what is served.';
  return { ...invalid(400, message), param: 'model', code: 'missing_model' };
}

/** 400: the model is a number, an object ... */
export function modelNotString(): Refusal {
  return { ...invalid(400, 'The `model` field must be a string.'), param: 'model', code: 'invalid_model' };
}

/** 415: not plain JSON. */
export function unsupportedBody(what: string): Refusal {
  return { ...invalid(415, `The gateway does not read ${what}. Send plain JSON.`), code: 'unsupported_media_type' };
}

/** 413: more than `limit` bytes. */
export function bodyTooLarge(limit: number): Refusal {
  const message = `The request body is larger than ${limit} bytes, which is the most that this gateway takes. Send a shorter one.`;
  return { ...invalid(413, message), code: 'request_too_large' };
}

/** 404: no such page. */
export function unknownPath(method: string, path: string): Refusal {
  const message = `There is no ${method} ${path} here. POST /v1/chat/completions, or GET /v1/models for what is served.`;
  return { ...invalid(404, message), code: 'unknown_url' };
}

/** 405: inference is asked for by POST. */
export function wrongMethod(method: string, path: string): Refusal {
  return { ...invalid(405, `${method} is not allowed on ${path}. Use POST.`), code: 'method_not_allowed' };
}

/** 502: nothing of an answer came. */
export function unreachable(backend: string, reason: string): Refusal {
  const message = `The model server at ${backend} did not answer: ${reason}. Try again; if it goes on, look at its pod's logs.`;
  return { ...failed(502, message), code: 'upstream_unreachable' };
}

/** 504: the server took the request and stayed silent. */
export function upstreamTimeout(backend: string, milliseconds: number): Refusal {
  const message = `The model server at ${backend} sent nothing for ${milliseconds / 1000} s. It may be overloaded: try again later, or shorten the prompt.`;
  return { ...failed(504, message), code: 'upstream_timeout' };
}

/** Inside a stream that had begun: there is no status left to change. */
export function brokenStream(backend: string): Refusal {
  return {
    ...failed(502, `The model server at ${backend} broke off before the answer was complete. Ask again.`),
    code: 'upstream_broke_off',
  };
}

/** 503: right after the start. */
export function notLoaded(): Refusal {
  const message = 'The gateway has just started and has not read its routes from the cluster yet. Try again in a second.';
  return { ...failed(503, message), code: 'not_ready', retryAfter: 1 };
}

/** 500: a fault of ours. */
export function internalError(): Refusal {
  return { ...failed(500, 'The gateway failed on this request; its log says why under the x-request-id.'), code: 'internal_error' };
}

/** The JSON text of a refusal. */
export function refusalBody({ message, type, param, code }: Refusal): string {
  return JSON.stringify({ error: { message, type, param, code } });
}

function invalid(status: number, message: string): Omit<Refusal, 'code'> {
  return { status, message, type: 'invalid_request_error', param: null };
}

function failed(status: number, message: string): Omit<Refusal, 'code'> {
  return { status, message, type: 'server_error', param: null };
}
