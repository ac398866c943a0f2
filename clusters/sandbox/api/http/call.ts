import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PodRuntime } from '../../pod-runtime.ts';
import type { Tokens } from '../authentication/tokens.ts';
import type { User } from '../authentication/user.ts';
import type { RequestContext } from '../requests/context.ts';

/** One HTTP request on its way through the handlers. */
export interface Call {
  context: RequestContext;
  podRuntime: PodRuntime;
  user: User;
  tokens: Tokens;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  query: URLSearchParams;
  /** Aborts when the client goes away or the server closes. */
  signal: AbortSignal;
}
