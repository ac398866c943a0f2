import { evaluationFailure } from '../failures.ts';
import type { Comparable } from '../values.ts';
import { addFunctions, addNamespace, addType, type Library } from './library.ts';
import { NetworkAddress, parseAddress } from './network-address.ts';

/** IP addresses and networks. */
export const networksLibrary: Library = (environment) => {
  const [ip, cidr] = ['net.IP', 'net.CIDR'];
  addType(environment, ip, NetworkAddress);
  addType(environment, cidr, Network);
  addNamespace(environment, 'ip', { 'isCanonical(string): bool': (text: string) => address(text).toString() === text });
  addFunctions(environment, {
    [`ip(string): ${ip}`]: address,
    'isIP(string): bool': (text: string) => parseAddress(text) !== undefined,
    [`string(${ip}): string`]: String,
    [`${ip}.family(): int`]: ({ family }: NetworkAddress) => BigInt(family),
    [`${ip}.isUnspecified(): bool`]: isUnspecified,
    [`${ip}.isLoopback(): bool`]: isLoopback,
    [`${ip}.isLinkLocalMulticast(): bool`]: isLinkLocalMulticast,
    [`${ip}.isLinkLocalUnicast(): bool`]: isLinkLocalUnicast,
    [`${ip}.isGlobalUnicast(): bool`]: isGlobalUnicast,
    [`cidr(string): ${cidr}`]: network,
    'isCIDR(string): bool': (text: string) => parseNetwork(text) !== undefined,
    [`string(${cidr}): string`]: String,
    [`${cidr}.ip(): ${ip}`]: (one: Network) => one.address,
    [`${cidr}.prefixLength(): int`]: (one: Network) => BigInt(one.prefix),
    [`${cidr}.masked(): ${cidr}`]: (one: Network) => masked(one),
    [`${cidr}.containsIP(${ip}): bool`]: containsAddress,
    [`${cidr}.containsIP(string): bool`]: (one: Network, other: string) => containsAddress(one, address(other)),
    [`${cidr}.containsCIDR(${cidr}): bool`]: containsNetwork,
    [`${cidr}.containsCIDR(string): bool`]: (one: Network, other: string) => containsNetwork(one, network(other)),
  });
};

class Network implements Comparable {
  readonly address: NetworkAddress;
  readonly prefix: number;

  constructor(inside: NetworkAddress, prefix: number) {
    this.address = inside;
    this.prefix = prefix;
  }

  equals(other: unknown): boolean {
    return other instanceof Network && other.toString() === this.toString();
  }

  toString(): string {
    return `${this.address}/${this.prefix}`;
  }
}

function address(text: string): NetworkAddress {
  const found = parseAddress(text);
  if (!found) throw evaluationFailure(`IP Address ${JSON.stringify(text)} parse error during conversion from string: unable to parse IP`);
  return found;
}

function network(text: string): Network {
  const found = parseNetwork(text);
  if (!found)
    throw evaluationFailure(`network address parse error during conversion from string: netip.ParsePrefix(${JSON.stringify(text)})`);
  return found;
}

function parseNetwork(text: string): Network | undefined {
  const [, before = '', prefix = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const inside = parseAddress(before);
  return inside && Number(prefix) <= inside.bytes.length * 8 ? new Network(inside, Number(prefix)) : undefined;
}

function masked({ address: inside, prefix }: Network): Network {
  const bytes = inside.bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, prefix - index * 8))) & 0xff);
  return new Network(new NetworkAddress(bytes), prefix);
}

function containsAddress(one: Network, other: NetworkAddress): boolean {
  return one.address.family === other.family && masked(one).equals(masked(new Network(other, one.prefix)));
}

function containsNetwork(one: Network, other: Network): boolean {
  return other.prefix >= one.prefix && containsAddress(one, other.address);
}

function isUnspecified({ bytes }: NetworkAddress): boolean {
  return bytes.every((byte) => byte === 0);
}

function isLoopback({ bytes, family }: NetworkAddress): boolean {
  return family === 4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

function isLinkLocalMulticast({ bytes, family }: NetworkAddress): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return family === 4 ? first === 224 && second === 0 && third === 0 : first === 0xff && (second & 0x0f) === 2;
}

function isLinkLocalUnicast({ bytes, family }: NetworkAddress): boolean {
  const [first = 0, second = 0] = bytes;
  return family === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80;
}

function isGlobalUnicast(one: NetworkAddress): boolean {
  const [first = 0] = one.bytes;
  const isMulticast = one.family === 4 ? first >= 224 && first < 240 : first === 0xff;
  const isBroadcast = one.family === 4 && one.bytes.every((byte) => byte === 255);
  return !(isMulticast || isBroadcast || isUnspecified(one) || isLoopback(one) || isLinkLocalUnicast(one));
}
