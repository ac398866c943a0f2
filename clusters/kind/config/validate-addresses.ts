import { isIP } from 'node:net';
import type { KindNetworking, Problem } from './kind-config.ts';
import { notAnAddress } from './validate-ports.ts';

type Family = NonNullable<KindNetworking['ipFamily']>;

export function addressProblems(networking: KindNetworking = {}): Problem[] {
  const { apiServerAddress: server, podSubnet, serviceSubnet, ipFamily = 'ipv4' } = networking;
  const wrongServer = server === undefined || isIP(server) !== 0 ? [] : [notAnAddress(server, 'networking.apiServerAddress')];
  const subnets = [
    ...subnetProblems(podSubnet, 'networking.podSubnet', ipFamily),
    ...subnetProblems(serviceSubnet, 'networking.serviceSubnet', ipFamily),
  ];
  return [...wrongServer, ...subnets, ...(subnets.length === 0 ? overlapProblems(podSubnet, serviceSubnet) : [])];
}

interface Subnet {
  family: 4 | 6;
  /** First address, with the bits after the prefix cleared. */
  first: bigint;
  prefix: number;
}

function subnetProblems(text: string | undefined, path: string, family: Family): Problem[] {
  if (text === undefined) return [];
  const parts = text.split(',');
  const wrong = parts.find((part) => parseSubnet(part) === undefined);
  if (wrong !== undefined) return [{ path, message: `"${wrong}" is no subnet.`, fix: 'Write it as address/bits: 10.244.0.0/16.' }];
  const families = parts.map((part) => parseSubnet(part)?.family);
  if (family === 'dual') {
    if (parts.length === 1 || (parts.length === 2 && new Set(families).size === 2)) return [];
    return [
      {
        path,
        message: `"${text}" does not fit ipFamily dual: it takes one IPv4 and one IPv6 subnet.`,
        fix: 'Write 10.244.0.0/16,fd00:10:244::/56.',
      },
    ];
  }
  if (parts.length > 1)
    return [{ path, message: `"${text}" has several subnets, and ipFamily ${family} takes one.`, fix: 'Keep one, or set ipFamily: dual.' }];
  const wanted = family === 'ipv6' ? 6 : 4;
  if (families[0] === wanted) return [];
  return [{ path, message: `${text} is an IPv${families[0]} subnet, and ipFamily is ${family}.`, fix: 'Change one of the two.' }];
}

function overlapProblems(podSubnet = '10.244.0.0/16', serviceSubnet = '10.96.0.0/16'): Problem[] {
  const pods = podSubnet.split(',').map(parseSubnet);
  const services = serviceSubnet.split(',').map(parseSubnet);
  const overlap = pods.some((pod) => services.some((service) => pod && service && overlaps(pod, service)));
  if (!overlap) return [];
  const message = `Pods (${podSubnet}) and services (${serviceSubnet}) have addresses in common: some of them would not be reached.`;
  return [{ path: 'networking.serviceSubnet', message, fix: 'Choose subnets that do not overlap.' }];
}

function overlaps(one: Subnet, other: Subnet): boolean {
  if (one.family !== other.family) return false;
  const shift = BigInt((one.family === 4 ? 32 : 128) - Math.min(one.prefix, other.prefix));
  return one.first >> shift === other.first >> shift;
}

/** Undefined where the text is no CIDR. */
function parseSubnet(text: string): Subnet | undefined {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  if (family !== 4 && family !== 6) return undefined;
  const width = family === 4 ? 32 : 128;
  const prefix = Number(bits);
  if (prefix > width || address.includes('%')) return undefined;
  const free = BigInt(width - prefix);
  return { family, prefix, first: ((family === 4 ? ipv4(address) : ipv6(address)) >> free) << free };
}

function ipv4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6(address: string): bigint {
  // The last 32 bits may be written as IPv4.
  const plain = address.replace(
    /\d+\.\d+\.\d+\.\d+$/,
    (last) => `${(ipv4(last) >> 16n).toString(16)}:${(ipv4(last) & 0xffffn).toString(16)}`,
  );
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}
