import { isIP } from 'node:net';
import { type KindConfig, type KindNode, type KindPortMapping, nodesOf, type Problem } from './kind-config.ts';

/** A port of the machine that a configuration asks for. */
export interface WantedPort {
  /** Of the field that names it. */
  path: string;
  /** `0.0.0.0` for all addresses. */
  address: string;
  port: number;
  protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** The ports of the machine that a configuration asks for by number; those that kind or the engine chooses are left out. */
export function wantedPorts(config: KindConfig): WantedPort[] {
  const mapped = nodesOf(config).flatMap((node, index) =>
    (node.extraPortMappings ?? []).map((mapping, position) =>
      wantedPort(mapping, `nodes[${index}].extraPortMappings[${position}].hostPort`),
    ),
  );
  const { apiServerPort: port = 0, apiServerAddress, ipFamily } = config.networking ?? {};
  const address = apiServerAddress ?? (ipFamily === 'ipv6' ? '::1' : '127.0.0.1');
  return [...mapped, { path: 'networking.apiServerPort', address, port, protocol: 'TCP' as const }].filter((wanted) => wanted.port > 0);
}

function wantedPort({ listenAddress, hostPort = 0, protocol = 'TCP' }: KindPortMapping, path: string): WantedPort {
  return { path, address: listenAddress ?? '0.0.0.0', port: hostPort, protocol };
}

export function portProblems(config: KindConfig): Problem[] {
  return [
    ...nodesOf(config).flatMap((node, index) => mappingProblems(node, `nodes[${index}].extraPortMappings`)),
    ...numberProblems(config.networking?.apiServerPort, 'networking.apiServerPort', 'chosen'),
    ...duplicates(wantedPorts(config)),
  ];
}

function mappingProblems({ extraPortMappings = [] }: KindNode, path: string): Problem[] {
  return extraPortMappings.flatMap(({ containerPort, hostPort, listenAddress }, index) => [
    ...numberProblems(containerPort ?? 0, `${path}[${index}].containerPort`, 'exact'),
    ...numberProblems(hostPort, `${path}[${index}].hostPort`, 'chosen'),
    ...(listenAddress === undefined || isIP(listenAddress) !== 0 ? [] : [notAnAddress(listenAddress, `${path}[${index}].listenAddress`)]),
  ]);
}

export function notAnAddress(address: string, path: string): Problem {
  return { path, message: `"${address}" is no IP address.`, fix: 'Write one such as 127.0.0.1; 0.0.0.0 is every address of the machine.' };
}

/** `chosen`: 0 lets kind choose, -1 the engine. */
function numberProblems(port: number | undefined, path: string, which: 'exact' | 'chosen'): Problem[] {
  const least = which === 'exact' ? 1 : -1;
  if (port === undefined || (Number.isInteger(port) && port >= least && port <= 65_535)) return [];
  const what = port === 0 ? 'A port is missing' : `${port} is no port`;
  const fix = which === 'exact' ? undefined : 'Leave it out to let kind choose.';
  return [{ path, message: `${what}: ports go from 1 to 65535.`, ...(fix && { fix }) }];
}

function duplicates(ports: readonly WantedPort[]): Problem[] {
  return ports.flatMap((one, index) => {
    const other = ports.slice(0, index).find((earlier) => collide(earlier, one));
    if (!other) return [];
    return [
      {
        path: one.path,
        message: `Port ${one.port} (${one.protocol}) is asked for twice: ${other.path} has it too.`,
        fix: 'Give one of them another port.',
      },
    ];
  });
}

/** One that listens on every address is in the way of all others. */
function collide(one: WantedPort, other: WantedPort): boolean {
  const isWide = [one.address, other.address].some((address) => address === '0.0.0.0' || address === '::');
  return one.port === other.port && one.protocol === other.protocol && (isWide || one.address === other.address);
}
