import { isIPv4, isIPv6 } from 'node:net';
import type { Comparable } from '../values.ts';

/** An IPv4 or IPv6 address: its bytes. */
export class NetworkAddress implements Comparable {
  readonly bytes: readonly number[];

  constructor(bytes: readonly number[]) {
    this.bytes = bytes;
  }

  get family(): 4 | 6 {
    return this.bytes.length === 4 ? 4 : 6;
  }

  equals(other: unknown): boolean {
    return other instanceof NetworkAddress && other.toString() === this.toString();
  }

  /** In the one form that every address has. */
  toString(): string {
    if (this.family === 4) return this.bytes.join('.');
    const groups = groupsOf(this.bytes).map((group) => group.toString(16));
    // The web's notation of an address is the canonical one, but for the brackets.
    return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
  }
}

/** Undefined for what is no address, one of a zone, or an IPv4 address in the guise of IPv6. */
export function parseAddress(text: string): NetworkAddress | undefined {
  if (isIPv4(text)) return new NetworkAddress(text.split('.').map(Number));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const bytes = bytesOfIPv6(text);
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? undefined : new NetworkAddress(bytes);
}

function bytesOfIPv6(text: string): number[] {
  const [before = '', after] = withoutDots(text).split('::');
  const [head, tail] = [groupsIn(before), groupsIn(after ?? '')];
  const gap = new Array<number>(after === undefined ? 0 : 8 - head.length - tail.length).fill(0);
  return [...head, ...gap, ...tail].flatMap((group) => [group >> 8, group & 0xff]);
}

/** The last four bytes may be written as IPv4. */
function withoutDots(text: string): string {
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
}

function groupsIn(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function groupsOf(bytes: readonly number[]): number[] {
  return Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
}
