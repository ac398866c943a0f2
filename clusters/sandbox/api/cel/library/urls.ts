import { isIPv6 } from 'node:net';
import { evaluationFailure } from '../failures.ts';
import type { Comparable } from '../values.ts';
import { addFunctions, addType, type Library } from './library.ts';

/** Addresses of the web, absolute or an absolute path. */
export const urlsLibrary: Library = (environment) => {
  addType(environment, 'kubernetes.URL', WebAddress);
  const url = 'kubernetes.URL';
  addFunctions(environment, {
    [`url(string): ${url}`]: (text: string) => {
      const found = parse(text);
      if (!found)
        throw evaluationFailure(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`);
      return found;
    },
    'isURL(string): bool': (text: string) => parse(text) !== undefined,
    [`${url}.getScheme(): string`]: ({ scheme }: WebAddress) => scheme,
    [`${url}.getHost(): string`]: ({ host }: WebAddress) => host,
    [`${url}.getHostname(): string`]: ({ host }: WebAddress) => host.replace(/:\d*$/, '').replace(/^\[|\]$/g, ''),
    [`${url}.getPort(): string`]: ({ host }: WebAddress) => /:(\d*)$/.exec(host)?.[1] ?? '',
    [`${url}.getEscapedPath(): string`]: ({ path }: WebAddress) => encodeURI(path).replaceAll('%25', '%'),
    [`${url}.getQuery(): map<string, list<string>>`]: queryOf,
  });
};

class WebAddress implements Comparable {
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor([text, scheme = '', authority = '', path = '', query = '']: string[]) {
    this.text = text ?? '';
    this.scheme = scheme.toLowerCase();
    this.host = authority.slice(authority.lastIndexOf('@') + 1);
    this.path = path;
    this.query = query;
  }

  equals(other: unknown): boolean {
    return other instanceof WebAddress && other.text === this.text;
  }
}

const ABSOLUTE = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)\??([^#]*)/;
const PATH = /^()()(\/[^?]*)\??(.*)$/;

function parse(text: string): WebAddress | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are what an address may not contain.
  if (/[\u0000-\u001f\u007f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text.split('?')[0] ?? '')) return undefined;
  const found = text.startsWith('/') ? PATH.exec(text) : ABSOLUTE.exec(text);
  if (!found) return undefined;
  const address = new WebAddress(found);
  return isHost(address.host) ? address : undefined;
}

function isHost(host: string): boolean {
  const bracketed = /^\[(.*)\](:\d*)?$/.exec(host);
  if (bracketed) return isIPv6((bracketed[1] ?? '').replace(/%25.*$/, ''));
  return /^[^:[\]<>"\s\\^`{|}]*(:\d*)?$/.test(host);
}

function queryOf({ query }: WebAddress): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [key, value] of new URLSearchParams(query)) all.set(key, [...(all.get(key) ?? []), value]);
  return all;
}
