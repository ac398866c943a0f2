import type { CheckRecord } from '../../check-record.ts';
import type { KindConfig } from '../config/kind-config.ts';
import { type WantedPort, wantedPorts } from '../config/validate-ports.ts';
import type { MachineFacts } from './machine-facts.ts';

export function checkPorts(config: KindConfig, facts: MachineFacts): CheckRecord[] {
  const { engine } = facts;
  // Ports of another machine cannot be tried from here, and the engine has said so.
  if (engine.found && engine.facts.remote) return [];
  const wanted = wantedPorts(config);
  const records = wanted.flatMap((port) => checkPort(port, facts) ?? []);
  if (records.length > 0 || wanted.length === 0) return records;
  const numbers = wanted.map(({ port }) => port).join(', ');
  return [{ id: 'ports', subject: 'machine', verdict: 'pass', message: `Port ${numbers} ${wanted.length === 1 ? 'is' : 'are'} free.` }];
}

function checkPort(wanted: WantedPort, { ports, engine }: MachineFacts): CheckRecord | undefined {
  const { path: subject, port, address, protocol } = wanted;
  const found = ports[subject] ?? { state: 'unknown' };
  const where = `Port ${port} (${protocol}) of ${address === '0.0.0.0' || address === '::' ? 'this machine' : address}`;
  switch (found.state) {
    case 'taken': {
      const fix =
        found.next === undefined
          ? 'Choose another port, or leave it out to let kind choose.'
          : `Take ${found.next}, which is free, or end the program that has ${port}.`;
      return { id: 'port-taken', subject, verdict: 'problem', message: `${where} is taken by another program.`, fix };
    }
    case 'denied':
      return engine.found && engine.facts.rootless ? privilegedPort(where, wanted) : undefined;
    case 'no such address':
      return {
        id: 'port-address',
        subject,
        verdict: 'problem',
        message: `${address} is no address of this machine.`,
        fix: 'Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its addresses.',
      };
    default:
      return undefined;
  }
}

function privilegedPort(where: string, { path: subject, port }: WantedPort): CheckRecord {
  const message = `${where} may not be opened: the engine is rootless, and the system keeps ports below 1024 for root.`;
  return {
    id: 'port-privileged',
    subject,
    verdict: 'problem',
    message,
    fix: `Take a port from 1024 on, or allow it: sudo sysctl net.ipv4.ip_unprivileged_port_start=${port}.`,
  };
}
