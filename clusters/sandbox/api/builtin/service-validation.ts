import type { Service, ServicePort, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { validateLabels } from '../validation/metadata.ts';
import { dnsLabelProblem, dnsSubdomainProblem, portNameProblems, portProblem, qualifiedNameProblem } from '../validation/names.ts';
import { isAddress, isHeadless } from './service-addresses.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const POLICIES = ['Cluster', 'Local'];
const LONGEST_AFFINITY = 86_400;

/** Everything that is wrong with a service's spec that has its defaults and addresses. */
export function validateServiceSpec(spec: ServiceSpec): StatusCause[] {
  return [
    ...typeProblems(spec),
    ...portsProblems(spec),
    ...(spec.selector ? validateLabels(spec.selector, 'spec.selector') : []),
    ...affinityProblems(spec),
    ...addressProblems(spec),
    ...(spec.externalIPs ?? []).flatMap((address, index) => externalAddressProblems(address, `spec.externalIPs[${index}]`)),
    ...trafficProblems(spec),
  ];
}

/** What may not change in a service that is there. */
export function validateServiceChange(spec: ServiceSpec, old: ServiceSpec): StatusCause[] {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || (isHeadless(spec) && isHeadless(old))) return [];
  const [now, before] = [spec.clusterIPs ?? [], old.clusterIPs ?? []];
  // What is no address is refused for that alone.
  if (addressProblems(spec).length > 0) return [];
  if (now.length !== before.length) {
    return now.length < before.length ? [invalidValue('spec.clusterIPs[0]', now, 'primary clusterIP can not be unset')] : [];
  }
  return before.flatMap((address, index) => {
    return now[index] === address ? [] : [invalidValue(`spec.clusterIPs[${index}]`, now, 'may not change once set')];
  });
}

function typeProblems(spec: ServiceSpec): StatusCause[] {
  const { type = '' } = spec;
  if (!TYPES.includes(type)) return [notSupported('spec.type', type, TYPES)];
  if (type === 'ExternalName') return externalNameProblems(spec);
  if (type !== 'ClusterIP' && isHeadless(spec)) {
    return [invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)];
  }
  return [];
}

function externalNameProblems({ clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy, externalName = '' }: ServiceSpec): StatusCause[] {
  const notForThem = 'may not be set for ExternalName services';
  const name = externalName.replace(/\.$/, '');
  const problem = dnsSubdomainProblem(name);
  return [
    ...(clusterIPs?.length || clusterIP ? [forbiddenField('spec.clusterIPs', notForThem)] : []),
    ...(ipFamilies?.length ? [forbiddenField('spec.ipFamilies', notForThem)] : []),
    ...(ipFamilyPolicy ? [forbiddenField('spec.ipFamilyPolicy', notForThem)] : []),
    ...(name === '' ? [requiredValue('spec.externalName')] : problem ? [invalidValue('spec.externalName', name, problem)] : []),
  ];
}

function portsProblems(spec: ServiceSpec): StatusCause[] {
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

export function targetPortProblems(target: string | number | undefined, field: string): StatusCause[] {
  if (typeof target === 'string') return portNameProblems(target).map((problem) => invalidValue(field, target, problem));
  const problem = portProblem(target);
  return problem ? [invalidValue(field, target, problem)] : [];
}

function nodePortProblem({ nodePort }: ServicePort, index: number): StatusCause[] {
  return nodePort ? [forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")] : [];
}

function affinityProblems({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): StatusCause[] {
  const kinds = ['ClientIP', 'None'];
  if (!kinds.includes(sessionAffinity ?? '')) return [notSupported('spec.sessionAffinity', sessionAffinity, kinds)];
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== 'ClientIP' || seconds === undefined || (seconds > 0 && seconds <= LONGEST_AFFINITY)) return [];
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return [invalidValue(field, seconds, `must be greater than 0 and less than ${LONGEST_AFFINITY}`)];
}

function addressProblems({ type, clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy }: ServiceSpec): StatusCause[] {
  if (type === 'ExternalName') return [];
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  const mismatch = clusterIP && clusterIPs.length > 0 && clusterIPs[0] !== clusterIP;
  return [
    ...(mismatch ? [invalidValue('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`')] : []),
    ...(!clusterIP && clusterIPs.length > 0
      ? [invalidValue('spec.clusterIPs', clusterIPs, 'must be empty when `clusterIP` is not specified')]
      : []),
    ...ipFamilies.flatMap((family, index) => familyProblems(family, index, ipFamilies)),
    ...(ipFamilyPolicy && !policies.includes(ipFamilyPolicy) ? [notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies)] : []),
    ...clusterAddressProblems(clusterIPs),
  ];
}

function familyProblems(family: string, index: number, families: string[]): StatusCause[] {
  const field = `spec.ipFamilies[${index}]`;
  return [
    ...(['IPv4', 'IPv6'].includes(family) ? [] : [notSupported(field, family, ['IPv4', 'IPv6'])]),
    ...(families.indexOf(family) < index ? [duplicateValue(field, family)] : []),
  ];
}

function clusterAddressProblems(addresses: string[]): StatusCause[] {
  const wrong = addresses.flatMap((address, index) => {
    if (index === 0 && address === 'None') {
      return addresses.length > 1 ? [invalidValue('spec.clusterIPs', addresses, "'None' must be the first and only value")] : [];
    }
    return isAddress(address) ? [] : [addressProblem(address, `spec.clusterIPs[${index}]`)];
  });
  if (wrong.length > 0 || addresses.length < 2) return wrong;
  return [invalidValue('spec.clusterIPs', addresses, 'may specify no more than one IP for each IP family')];
}

function addressProblem(address: string, field: string): StatusCause {
  return invalidValue(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
}

function externalAddressProblems(address: string, field: string): StatusCause[] {
  if (!isAddress(address)) return [addressProblem(address, field)];
  if (address.startsWith('127.')) return [invalidValue(field, address, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')];
  if (address.startsWith('169.254.')) {
    return [invalidValue(field, address, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')];
  }
  return address === '0.0.0.0' ? [invalidValue(field, address, 'may not be unspecified (0.0.0.0 or ::)')] : [];
}

function trafficProblems(spec: ServiceSpec): StatusCause[] {
  const { externalTrafficPolicy: outside, internalTrafficPolicy: inside, type } = spec;
  const isReachable = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
  const causes: StatusCause[] = [];
  if (!isReachable && outside) {
    causes.push(invalidValue('spec.externalTrafficPolicy', outside, 'may only be set for externally-accessible services'));
  } else if (isReachable && !POLICIES.includes(outside ?? '')) {
    causes.push(notSupported('spec.externalTrafficPolicy', outside, POLICIES));
  }
  if (inside && !POLICIES.includes(inside)) causes.push(notSupported('spec.internalTrafficPolicy', inside, POLICIES));
  return causes;
}

/** What is wrong with a status that a load balancer has written. */
export function validateServiceStatus({ status, spec }: Service): StatusCause[] {
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length === 0) return [];
  if (spec?.type !== 'LoadBalancer') {
    return [forbiddenField('status.loadBalancer.ingress', 'may only be used when `spec.type` is "LoadBalancer"')];
  }
  return ingress.flatMap(({ ip, hostname }, index) => {
    const field = `status.loadBalancer.ingress[${index}]`;
    const problem = hostname ? dnsSubdomainProblem(hostname) : undefined;
    return [
      ...(ip && !isAddress(ip) ? [addressProblem(ip, `${field}.ip`)] : []),
      ...(problem ? [invalidValue(`${field}.hostname`, hostname, problem)] : []),
    ];
  });
}
