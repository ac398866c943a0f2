import type { Service, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { validateLabels } from '../validation/metadata.ts';
import { dnsSubdomainProblem } from '../validation/names.ts';
import { addressProblem, addressProblems, externalAddressProblems } from './service-address-validation.ts';
import { isAddress, isHeadless } from './service-addresses.ts';
import { portsProblems } from './service-port-validation.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
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

/** What is wrong with a status that a load balancer has written. */
export function validateServiceStatus({ status, spec }: Service): StatusCause[] {
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length === 0) return [];
  if (spec?.type !== 'LoadBalancer') {
    return [forbiddenField('status.loadBalancer.ingress', "may only be used when `spec.type` is 'LoadBalancer'")];
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

function affinityProblems({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): StatusCause[] {
  const kinds = ['ClientIP', 'None'];
  if (!kinds.includes(sessionAffinity ?? '')) return [notSupported('spec.sessionAffinity', sessionAffinity, kinds)];
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== 'ClientIP' || seconds === undefined || (seconds > 0 && seconds <= LONGEST_AFFINITY)) return [];
  const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
  return [invalidValue(field, seconds, `must be greater than 0 and less than ${LONGEST_AFFINITY}`)];
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
