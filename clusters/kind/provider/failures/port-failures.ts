/** A port that the configuration maps to this machine cannot be had. */
import type { FailureRule } from './failure-rule.ts';

export const portFailures: readonly FailureRule[] = [
  // Docker without and with its own bookkeeping, Podman, and Docker Desktop, in their words.
  /listen (?:tcp|udp)[46]? (?<address>\S+):(?<port>\d+): bind: (?:address already in use|Only one usage)/,
  /Bind for (?<address>\S+):(?<port>\d+) failed: port is already allocated/,
  /Ports are not available:[\s\S]*?(?<address>[\d.]+|\[[\d:a-f]+\]):(?<port>\d+)/,
].map((when) => ({ when, explain: taken }));

/** Ports below 1024 of an engine that is not root, and those that nobody may listen on. */
export const privilegedPortFailures: readonly FailureRule[] = [
  /cannot expose privileged port (?<port>\d+)/,
  /listen (?:tcp|udp)[46]? \S+:(?<port>\d+): bind: permission denied/,
].map((when) => ({
  when,
  refusal: 'InvalidOptions',
  explain: ({ port }) => ({
    message: `The container engine may not use port ${port} of this machine: ports below 1024 are the administrator's.`,
    fix: 'Map a host port from 1024 on, or lower the system setting net.ipv4.ip_unprivileged_port_start.',
  }),
}));

function taken({ address, port }: Readonly<Record<string, string | undefined>>): { message: string; fix: string } {
  return {
    message: `Port ${port} of this machine (${address}) is taken by another program.`,
    fix: 'Map another host port in the configuration, or end that program.',
  };
}
