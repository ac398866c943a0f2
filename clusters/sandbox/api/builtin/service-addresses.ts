import type { Service, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { ApiError, StatusCause } from '../../../api-error.ts';
import { invalidValue, notSupported } from '../causes.ts';
import { typed } from '../json.ts';
import { internalError, invalid } from '../refusals.ts';
import type { StrategyFacts } from '../resource.ts';

const RANGE = '10.96.0.0/16';
const PREFIX = '10.96.';
/** The network's own address and the broadcast address are nobody's. */
const LOWEST = 1;
const HIGHEST = 256 * 256 - 2;
const NONE = 'None';

export function isHeadless({ clusterIP, clusterIPs }: ServiceSpec): boolean {
  return clusterIP === NONE || (clusterIPs?.length === 1 && clusterIPs[0] === NONE);
}

/** Gives a new service its address, or checks the one it asks for. Services by external name have none. */
export function allocateAddress(service: Service, facts: StrategyFacts): void {
  const { spec } = service;
  if (!spec || spec.type === 'ExternalName') return;
  if (spec.clusterIP) spec.clusterIPs ??= [spec.clusterIP];
  // What is wrong in itself is refused for that by its validation, before anything is allocated.
  setFamilies(service, spec);
  // What contradicts itself is refused for that by its validation.
  if (isHeadless(spec) || (!spec.clusterIP && spec.clusterIPs?.length)) return;
  if (spec.clusterIP) checkAskedAddress(service, spec.clusterIP, facts);
  else spec.clusterIP = freeAddress(facts);
  spec.clusterIPs ??= [spec.clusterIP];
}

/** Refuses families that the cluster does not have, and fills in the one that it has. */
export function setFamilies(service: Service, spec: ServiceSpec): void {
  const strange = spec.ipFamilies?.findIndex((family) => family !== 'IPv4' && family !== 'IPv6') ?? -1;
  if (strange !== -1) throw refusals(service, [notSupported(`spec.ipFamilies[${strange}]`, spec.ipFamilies?.[strange], ['IPv4', 'IPv6'])]);
  const wantsTwo = spec.ipFamilyPolicy === 'RequireDualStack';
  const isSelectorless = isHeadless(spec) && !spec.selector;
  if (wantsTwo && !isSelectorless) {
    throw refusal(service, 'spec.ipFamilyPolicy', spec.ipFamilyPolicy, 'this cluster is not configured for dual-stack services');
  }
  if (spec.ipFamilies?.includes('IPv6')) {
    throw refusal(service, 'spec.ipFamilies[0]', 'IPv6', 'not configured on this cluster');
  }
  spec.ipFamilyPolicy ??= 'SingleStack';
  spec.ipFamilies ??= ['IPv4'];
}

function checkAskedAddress(service: Service, address: string, facts: StrategyFacts): void {
  const asked = [address];
  if (!isAddress(address)) return;
  if (!isInRange(address)) {
    const why = `failed to allocate IP ${address}: the provided network does not match the current range`;
    throw refusal(service, 'spec.clusterIPs', asked, `${why}. The range of valid IPs is ${RANGE}`);
  }
  if (usedAddresses(facts).has(address)) {
    throw refusal(service, 'spec.clusterIPs', asked, `failed to allocate IP ${address}: provided IP is already allocated`);
  }
}

export function isAddress(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isInRange(address: string): boolean {
  const number = numberOf(address);
  return address.startsWith(PREFIX) && number >= LOWEST && number <= HIGHEST;
}

function refusal(service: Service, field: string, value: unknown, why: string): ApiError {
  return refusals(service, [invalidValue(field, value, why)]);
}

function refusals(service: Service, causes: StatusCause[]): ApiError {
  return invalid({ group: '', plural: 'services', kind: 'Service' }, service.metadata?.name ?? '', causes);
}

/** An unused address: a random one, or else the next one that is free. */
function freeAddress(facts: StrategyFacts): string {
  const used = usedAddresses(facts);
  const count = HIGHEST - LOWEST + 1;
  const start = Math.floor(facts.random() * count);
  for (let step = 0; step < count; step += 1) {
    const address = addressOf(LOWEST + ((start + step) % count));
    if (!used.has(address)) return address;
  }
  throw internalError('failed to allocate a serviceIP: range is full');
}

function usedAddresses(facts: StrategyFacts): Set<string | undefined> {
  return new Set([...facts.objects('services')].map((object) => typed<Service>(object).spec?.clusterIP));
}

function addressOf(number: number): string {
  return `${PREFIX}${number >> 8}.${number & 255}`;
}

function numberOf(address: string): number {
  const [, , high = 0, low = 0] = address.split('.').map(Number);
  return high * 256 + low;
}
