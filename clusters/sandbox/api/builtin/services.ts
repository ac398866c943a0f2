import type { Service, ServiceSpec } from 'kubernetes-types/core/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { duplicateValue, forbiddenField, invalidValue, notSupported, requiredValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy, StrategyFacts } from '../resource.ts';
import { portProblem } from '../validation/names.ts';
import { allocateNodePorts, needsNodePorts, releaseNodePorts } from './node-ports.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

export const serviceStrategy: Strategy = {
  setDefaults(object) {
    const spec = typed<Service>(object).spec;
    if (!spec) return;
    spec.type ??= 'ClusterIP';
    spec.sessionAffinity ??= 'None';
    if (spec.type === 'ExternalName') return;
    spec.internalTrafficPolicy ??= 'Cluster';
    spec.ipFamilies ??= ['IPv4'];
    spec.ipFamilyPolicy ??= 'SingleStack';
    if (spec.type !== 'ClusterIP') spec.externalTrafficPolicy ??= 'Cluster';
    for (const port of spec.ports ?? []) {
      port.protocol ??= 'TCP';
      port.targetPort ??= port.port;
    }
  },

  prepareCreate(object, facts) {
    const service = typed<Service>(object);
    service.status = { loadBalancer: {} };
    const { spec } = service;
    if (!spec || spec.type === 'ExternalName') return;
    spec.clusterIP ||= freeAddress(facts);
    spec.clusterIPs ??= [spec.clusterIP];
    if (needsNodePorts(spec)) allocateNodePorts(service, facts);
  },

  prepareUpdate(object, previous, facts) {
    const service = typed<Service>(object);
    const { spec } = service;
    const old = typed<Service>(previous).spec;
    if (spec && old && needsNodePorts(old) && !needsNodePorts(spec)) releaseNodePorts(spec, old);
    if (!spec || spec.type === 'ExternalName') return;
    // Clients that replace a service may leave out what was allocated for it.
    spec.clusterIP ||= old?.clusterIP ?? '';
    spec.clusterIPs ??= old?.clusterIPs ?? [];
    if (!needsNodePorts(spec)) return;
    keepNodePorts(spec, old);
    allocateNodePorts(service, facts);
  },

  validate(object, previous) {
    const { spec } = typed<Service>(object);
    if (!spec) return [requiredValue('spec')];
    const causes = validatePorts(spec);
    if (!TYPES.includes(spec.type ?? '')) causes.push(notSupported('spec.type', spec.type, TYPES));
    const old = (previous && typed<Service>(previous))?.spec;
    if (old?.clusterIP && spec.clusterIP !== old.clusterIP && spec.type !== 'ExternalName' && old.type !== 'ExternalName') {
      causes.push(invalidValue('spec.clusterIPs[0]', [spec.clusterIP], 'may not change once set'));
    }
    return causes;
  },

  selectableFields: {
    'spec.clusterIP': (object) => typed<Service>(object).spec?.clusterIP ?? '',
    'spec.type': (object) => typed<Service>(object).spec?.type ?? '',
  },
};

function validatePorts(spec: ServiceSpec): StatusCause[] {
  const ports = spec.ports ?? [];
  const mayHaveNone = spec.type === 'ExternalName' || spec.clusterIP === 'None';
  if (ports.length === 0 && !mayHaveNone) return [requiredValue('spec.ports')];
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const causes: StatusCause[] = [];
    const problem = portProblem(port.port);
    if (problem) causes.push(invalidValue(`spec.ports[${index}].port`, port.port, problem));
    if (ports.length > 1 && !port.name) causes.push(requiredValue(`spec.ports[${index}].name`));
    if (port.nodePort && spec.type === 'ClusterIP') {
      causes.push(forbiddenField(`spec.ports[${index}].nodePort`, `may not be used when \`type\` is 'ClusterIP'`));
    }
    if (port.name && names.has(port.name)) causes.push(duplicateValue(`spec.ports[${index}].name`, port.name));
    names.add(port.name ?? '');
    return causes;
  });
}

function keepNodePorts(spec: ServiceSpec, old: ServiceSpec | undefined): void {
  for (const port of spec.ports ?? []) {
    const kept = old?.ports?.find(({ name }) => name === port.name)?.nodePort;
    if (!port.nodePort && kept) port.nodePort = kept;
  }
}

/** An unused address of 10.96.0.0/16. */
function freeAddress(facts: StrategyFacts): string {
  const used = new Set([...facts.objects('services')].map((object) => typed<Service>(object).spec?.clusterIP));
  for (;;) {
    const address = `10.96.${Math.floor(facts.random() * 256)}.${1 + Math.floor(facts.random() * 254)}`;
    if (!used.has(address)) return address;
  }
}
