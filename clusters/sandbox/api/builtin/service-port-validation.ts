/** What is wrong with a service's ports. */
import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { dnsLabelProblem, portNameProblems, portProblem, qualifiedNameProblem } from '../validation/names.ts';
import { isHeadless } from './service-addresses.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** Everything that is wrong with them, in the order of the real server. */
export function portsProblems(spec: ServiceSpec): StatusCause[] {
  const ports = spec.ports ?? [];
  const needsSome = ports.length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName';
  return [
    ...(needsSome ? [requiredValue('spec.ports')] : []),
    ...ports.flatMap((port, index) =>
      portProblems(port, { field: `spec.ports[${index}]`, earlier: ports.slice(0, index), count: ports.length }),
    ),
    ...(spec.type === 'ClusterIP' ? ports.flatMap(nodePortProblem) : []),
  ];
}

function portProblems(port: ServicePort, around: { field: string; earlier: ServicePort[]; count: number }): StatusCause[] {
  const { field, earlier } = around;
  const problem = portProblem(port.port);
  const appProblem = port.appProtocol === undefined ? undefined : qualifiedNameProblem(port.appProtocol);
  const isRepeated = earlier.some((other) => other.port === port.port && other.protocol === port.protocol);
  return [
    ...portNameCauses(port, around),
    ...(problem ? [invalidValue(`${field}.port`, port.port, problem)] : []),
    ...(PROTOCOLS.includes(port.protocol ?? '') ? [] : [notSupported(`${field}.protocol`, port.protocol, PROTOCOLS)]),
    ...targetPortProblems(port.targetPort, `${field}.targetPort`),
    ...(appProblem ? [invalidValue(`${field}.appProtocol`, port.appProtocol, appProblem)] : []),
    ...(isRepeated ? [duplicateValue(field, port)] : []),
  ];
}

function portNameCauses(
  { name }: ServicePort,
  { field, earlier, count }: { field: string; earlier: ServicePort[]; count: number },
): StatusCause[] {
  if (!name) return count > 1 ? [requiredValue(`${field}.name`)] : [];
  const problem = dnsLabelProblem(name);
  return [
    ...(problem ? [invalidValue(`${field}.name`, name, problem)] : []),
    ...(earlier.some((other) => other.name === name) ? [duplicateValue(`${field}.name`, name)] : []),
  ];
}

function targetPortProblems(target: string | number | undefined, field: string): StatusCause[] {
  if (typeof target === 'string') return portNameProblems(target).map((problem) => invalidValue(field, target, problem));
  const problem = portProblem(target);
  return problem ? [invalidValue(field, target, problem)] : [];
}

function nodePortProblem({ nodePort }: ServicePort, index: number): StatusCause[] {
  return nodePort ? [forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")] : [];
}
