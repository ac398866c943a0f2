import type { Service, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import { requiredValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { allocateNodePorts, needsNodePorts, releaseNodePorts } from './node-ports.ts';
import { allocateAddress, setFamilies } from './service-addresses.ts';
import { validateServiceChange, validateServiceSpec, validateServiceStatus } from './service-validation.ts';

const AFFINITY_SECONDS = 10_800;

export const serviceStrategy: Strategy = {
  setDefaults(object) {
    const { spec } = typed<Service>(object);
    if (!spec) return;
    spec.type ||= 'ClusterIP';
    defaultAffinity(spec);
    if (spec.type !== 'ExternalName') spec.internalTrafficPolicy ??= 'Cluster';
    if (isReachable(spec)) spec.externalTrafficPolicy ||= 'Cluster';
    if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
    for (const port of spec.ports ?? []) {
      port.protocol ||= 'TCP';
      port.targetPort ||= port.port;
    }
  },

  prepareCreate(object, facts) {
    const service = typed<Service>(object);
    service.status = { loadBalancer: {} };
    allocateAddress(service, facts);
    if (service.spec && needsNodePorts(service.spec)) allocateNodePorts(service, facts);
  },

  prepareUpdate(object, previous, facts) {
    const service = typed<Service>(object);
    const { spec } = service;
    const old = typed<Service>(previous).spec;
    if (!spec) return;
    if (old && needsNodePorts(old) && !needsNodePorts(spec)) releaseNodePorts(spec, old);
    if (old) dropBalancing(spec, old);
    if (spec.type === 'ExternalName') return releaseAddresses(spec, old);
    if (old?.type === 'ExternalName') allocateAddress(service, facts);
    else {
      keepAddresses(spec, old);
      setFamilies(service, spec);
    }
    if (!needsNodePorts(spec)) return;
    keepNodePorts(spec, old);
    allocateNodePorts(service, facts);
  },

  validate(object, previous) {
    const { spec } = typed<Service>(object);
    if (!spec) return [requiredValue('spec')];
    const old = (previous && typed<Service>(previous))?.spec;
    return [...(old ? validateServiceChange(spec, old) : []), ...validateServiceSpec(spec)];
  },

  createsOnUpdate: true,

  validateStatus: (object) => validateServiceStatus(typed<Service>(object)),

  selectableFields: {
    'spec.clusterIP': (object) => typed<Service>(object).spec?.clusterIP ?? '',
    'spec.type': (object) => typed<Service>(object).spec?.type ?? '',
  },
};

/** Whether anyone outside of the cluster can come in. */
function isReachable(spec: ServiceSpec): boolean {
  return needsNodePorts(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
}

function defaultAffinity(spec: ServiceSpec): void {
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity !== 'ClientIP') return;
  spec.sessionAffinityConfig ??= {};
  spec.sessionAffinityConfig.clientIP ??= {};
  spec.sessionAffinityConfig.clientIP.timeoutSeconds ??= AFFINITY_SECONDS;
}

/** Clients that replace a service may leave out what was allocated for it. */
function keepAddresses(spec: ServiceSpec, old: ServiceSpec | undefined): void {
  const isAddressChanged = spec.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== old?.clusterIP;
  spec.clusterIP ||= old?.clusterIP ?? '';
  if (!spec.clusterIPs || (isAddressChanged && spec.clusterIPs.join() === old?.clusterIPs?.join())) {
    spec.clusterIPs = isAddressChanged ? [spec.clusterIP] : (old?.clusterIPs ?? []);
  }
  if (old?.ipFamilies) spec.ipFamilies ??= old.ipFamilies;
  if (old?.ipFamilyPolicy) spec.ipFamilyPolicy ??= old.ipFamilyPolicy;
}

/** What only load balancers have goes with them. What the caller changed stays, to be refused. */
function dropBalancing(spec: ServiceSpec, old: ServiceSpec): void {
  if (old.type !== 'LoadBalancer' || spec.type === 'LoadBalancer') return;
  if (spec.allocateLoadBalancerNodePorts === old.allocateLoadBalancerNodePorts) delete spec.allocateLoadBalancerNodePorts;
  if (spec.loadBalancerClass === old.loadBalancerClass) delete spec.loadBalancerClass;
}

/** A service by external name has no address. What the caller changed stays, to be refused. */
function releaseAddresses(spec: ServiceSpec, old: ServiceSpec | undefined): void {
  if (!old || old.type === 'ExternalName') return;
  if (spec.clusterIP === old.clusterIP) delete spec.clusterIP;
  if (spec.clusterIPs?.join() === old.clusterIPs?.join()) delete spec.clusterIPs;
  if (spec.ipFamilies?.join() === old.ipFamilies?.join()) delete spec.ipFamilies;
  if (spec.ipFamilyPolicy === old.ipFamilyPolicy) delete spec.ipFamilyPolicy;
}

function keepNodePorts(spec: ServiceSpec, old: ServiceSpec | undefined): void {
  for (const port of spec.ports ?? []) {
    const kept = old?.ports?.find(({ port: number, protocol }) => number === port.port && protocol === port.protocol)?.nodePort;
    if (!port.nodePort && kept) port.nodePort = kept;
  }
}
