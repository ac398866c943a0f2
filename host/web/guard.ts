import { SlipwayError } from '../../engine/contract/errors.ts';
import { sameToken } from '../token.ts';

/** The names under which a browser on this machine may call us: anything else is a page elsewhere whose name leads here. */
const ourNames = ['127.0.0.1', 'localhost', '[::1]'];

export interface Guard {
  /** Throws `forbidden` unless the Host header is ours. */
  checkHost(host: string | undefined): void;
  /** Throws `forbidden` when a browser says that the request comes from another site. Programs send no Origin. */
  checkOrigin(origin: string | undefined): void;
  /** Throws `unauthorized` without the token. */
  checkToken(token: string | undefined): void;
}

/** The checks before anything is answered. DNS rebinding and other sites' pages end here. */
export function createGuard(options: { token: string; port: () => number }): Guard {
  return {
    checkHost(host) {
      if (host !== undefined && ourNames.some((name) => host === `${name}:${options.port()}`)) return;
      throw new SlipwayError('forbidden', `The Host header ${quoted(host)} is not one of this server's names.`, {
        fix: `Open http://127.0.0.1:${options.port()}/ instead.`,
      });
    },
    checkOrigin(origin) {
      if (origin === undefined || ourNames.some((name) => origin === `http://${name}:${options.port()}`)) return;
      throw new SlipwayError('forbidden', `Requests from the site ${quoted(origin)} are not answered.`, {
        fix: `Use the page at http://127.0.0.1:${options.port()}/.`,
      });
    },
    checkToken(token) {
      if (token !== undefined && sameToken(token, options.token)) return;
      const what = token ? 'The token is wrong or has been replaced' : 'The request carries no token';
      throw new SlipwayError('unauthorized', `${what}.`, {
        fix: 'Open the link that "slipway serve" printed (slipway status shows it again).',
      });
    },
  };
}

/** The token of an `authorization: Bearer ...` header. */
export function bearerToken(header: string | undefined): string | undefined {
  return header?.match(/^Bearer ([\w-]+)$/)?.[1];
}

function quoted(header: string | undefined): string {
  return header === undefined ? '(none)' : JSON.stringify(header.slice(0, 200));
}
