import { posix } from 'node:path';
import { ApiError, type Status } from '../../../api-error.ts';
import { badRequest } from '../refusals.ts';

/** Where the next page begins, and the version that all pages show. */
export interface Continuation {
  /** The first key that may be on the page. */
  start: string;
  /** Undefined: the present one, whatever the earlier pages showed. */
  version: number | undefined;
}

const TOKEN_VERSION = 'meta.k8s.io/v1';
const PRESENT = -1;

/** A continuation as the opaque text that clients send back. */
export function encodeContinue({ start, version = PRESENT }: Continuation): string {
  return Buffer.from(JSON.stringify({ v: TOKEN_VERSION, rv: version, start: `/${start}` })).toString('base64url');
}

/** Reads a token; 400 for anything that `encodeContinue` cannot have made. */
export function decodeContinue(token: string): Continuation {
  const { v, rv, start } = readToken(token);
  if (v !== TOKEN_VERSION) throw notValid(`: server does not recognize this encoded version ${v}`);
  if (rv === 0) throw notValid(`: incorrect encoded start resourceVersion (version ${TOKEN_VERSION})`);
  if (start === '') throw notValid(`: encoded start key empty (version ${TOKEN_VERSION})`);
  const path = start.startsWith('/') ? start : `/${start}`;
  if (posix.normalize(path) !== path) throw notValid(`: ${start}`);
  return { start: path.slice(1), version: rv === PRESENT ? undefined : rv };
}

function readToken(token: string): { v: string; rv: number; start: string } {
  const wrong = token.search(/[^\w-]/);
  if (wrong !== -1) throw notValid(`: illegal base64 data at input byte ${wrong}`);
  const { v = '', rv = 0, start = '' } = readFields(Buffer.from(token, 'base64url').toString('utf8'));
  if (typeof v === 'string' && typeof rv === 'number' && typeof start === 'string') return { v, rv, start };
  throw notValid(': json: cannot unmarshal a field of the token');
}

function readFields(text: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Record<string, unknown>;
  } catch {
    // Not JSON: refused below, as JSON that is not ours.
  }
  throw notValid(`: invalid character ${JSON.stringify(text.slice(0, 1)).replaceAll('"', "'")} looking for beginning of value`);
}

function notValid(why: string): ApiError {
  return badRequest(`invalid continue token: continue key is not valid${why}`);
}

/** The pages' version is forgotten (410). The answer has a token for those who take the rest as it is now. */
export class ContinueExpired extends ApiError {
  readonly #token: string;

  constructor({ start }: Continuation) {
    super(
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue ' +
        'parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided ' +
        'token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was ' +
        'returned and now may show up in the list.',
    );
    this.#token = encodeContinue({ start, version: undefined });
  }

  override toStatus(): Status {
    return { ...super.toStatus(), metadata: { continue: this.#token } };
  }
}
