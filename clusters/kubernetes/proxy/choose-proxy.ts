import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Environment } from '../kubeconfig/load.ts';

/**
 * The proxy to a server: the kubeconfig's, else the one that the environment names for such servers, as for every program in Go.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy
 */
export function chooseProxy(server: URL, proxyUrl: string, environment: Environment): URL | undefined {
  if (proxyUrl !== '') return new URL(proxyUrl);
  const named = variable(environment, server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (named === '' || isDirect(server, variable(environment, 'NO_PROXY'))) return undefined;
  return parseProxy(named);
}

function variable(environment: Environment, name: string): string {
  return environment[name] || environment[name.toLowerCase()] || '';
}

function parseProxy(text: string): URL {
  const withScheme = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(withScheme)) throw new Error(`the environment names the proxy "${text}", which is not an address`);
  return new URL(withScheme);
}

function isDirect(server: URL, noProxy: string): boolean {
  const host = hostOf(server);
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || loopback.check(host, family(host))) return true;
  return noProxy
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .some((entry) => entry !== '' && excludes(entry, host, port));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether one entry of NO_PROXY covers the server: `*`, an address, a range, a domain; perhaps with a port. */
function excludes(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const range = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry);
  if (range) return isIP(host) !== 0 && inRange(range[1] ?? '', Number(range[2]), host);
  const [, name = entry, onlyPort] = /^(.*?):(\d+)$/.exec(isIP(entry) ? '' : entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '');
  if (isIP(bare) || isIP(host)) return bare === host;
  // `.example.com` leaves example.com itself out, `example.com` does not.
  const domain = bare.replace(/^\*/, '');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function inRange(network: string, prefix: number, host: string): boolean {
  if (isIP(network) === 0 || prefix > (isIPv4(network) ? 32 : 128)) return false;
  const range = new BlockList();
  range.addSubnet(network, prefix, family(network));
  return range.check(host, family(host));
}

function family(host: string): 'ipv4' | 'ipv6' {
  return host.includes(':') ? 'ipv6' : 'ipv4';
}

/** The host's name or address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
}
