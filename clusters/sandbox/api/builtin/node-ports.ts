import type { Service, ServicePort, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { invalidValue } from '../causes.ts';
import { typed } from '../json.ts';
import { internalError, invalid } from '../refusals.ts';
import type { StrategyFacts } from '../resource.ts';

const LOWEST = 30000;
const HIGHEST = 32767;

/** True for the types of service that are reached through a port of every node. */
export function needsNodePorts({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/**
 * Gives each port that asks for none an unused port of the nodes. Throws Invalid (422) where one that is asked for is taken or
 * out of range, InternalError (500) when all are taken: what kube-apiserver answers.
 */
export function allocateNodePorts(service: Service, facts: StrategyFacts): void {
  const ports = service.spec?.ports ?? [];
  const used = portsOfOthers(service, facts);
  const causes = ports.flatMap((port, index) => askedPortProblems({ port, index, ports, used }));
  if (causes.length > 0) throw invalid({ group: '', plural: 'services', kind: 'Service' }, service.metadata?.name ?? '', causes);
  for (const { nodePort } of ports) if (nodePort) used.add(nodePort);
  for (const port of ports) {
    port.nodePort ||= freePort(used, facts);
    used.add(port.nodePort);
  }
}

/** Takes back the node ports of a service that was reached through them and no longer is. What the caller changed stays, to be refused. */
export function releaseNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const numbers = ({ ports = [] }: ServiceSpec) => ports.map(({ nodePort }) => nodePort).join();
  if (numbers(spec) === numbers(old)) for (const port of spec.ports ?? []) delete port.nodePort;
  if (spec.externalTrafficPolicy === old.externalTrafficPolicy) delete spec.externalTrafficPolicy;
}

function portsOfOthers(service: Service, facts: StrategyFacts): Set<number> {
  const others = [...facts.objects('services')].filter(({ metadata }) => metadata.uid !== service.metadata?.uid);
  const ports = others.flatMap((other) => typed<Service>(other).spec?.ports ?? []);
  return new Set(ports.flatMap(({ nodePort }) => nodePort || []));
}

interface AskedPort {
  port: ServicePort;
  index: number;
  ports: readonly ServicePort[];
  used: ReadonlySet<number>;
}

/** One service may have the same number for two protocols, two services may not. */
function askedPortProblems({ port: { nodePort, protocol }, index, ports, used }: AskedPort): StatusCause[] {
  if (!nodePort) return [];
  const field = `spec.ports[${index}].nodePort`;
  if (nodePort < LOWEST || nodePort > HIGHEST) {
    return [invalidValue(field, nodePort, `provided port is not in the valid range. The range of valid ports is ${LOWEST}-${HIGHEST}`)];
  }
  const isRepeated = ports.slice(0, index).some((earlier) => earlier.nodePort === nodePort && earlier.protocol === protocol);
  return used.has(nodePort) || isRepeated ? [invalidValue(field, nodePort, 'provided port is already allocated')] : [];
}

function freePort(used: ReadonlySet<number>, facts: StrategyFacts): number {
  const free = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, index) => LOWEST + index).filter((port) => !used.has(port));
  const port = free[Math.floor(facts.random() * free.length)];
  if (port === undefined) throw internalError('failed to allocate a nodePort: range is full');
  return port;
}
