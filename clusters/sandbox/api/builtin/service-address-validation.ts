/** What is wrong with a service's addresses, given and wanted. */
import type { ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, invalidValue, notSupported } from '../causes.ts';
import { isAddress } from './service-addresses.ts';

/** What is wrong with those that it has within the cluster. */
export function addressProblems({ type, clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy }: ServiceSpec): StatusCause[] {
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

/** An address that is none. */
export function addressProblem(address: string, field: string): StatusCause {
  return invalidValue(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)');
}

/** What is wrong with one that is reached from outside. */
export function externalAddressProblems(address: string, field: string): StatusCause[] {
  if (!isAddress(address)) return [addressProblem(address, field)];
  if (address.startsWith('127.')) return [invalidValue(field, address, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')];
  if (address.startsWith('169.254.')) {
    return [invalidValue(field, address, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')];
  }
  return address === '0.0.0.0' ? [invalidValue(field, address, 'may not be unspecified (0.0.0.0 or ::)')] : [];
}
