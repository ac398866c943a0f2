import type { Ingress, NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import { invalidValue } from '../causes.ts';
import { typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { insteadOfZero } from './default-values.ts';
import { strategyOf } from './kind-traits.ts';

export const ingressStrategy: Strategy = strategyOf(
  {
    defaults: { 'spec.rules[].http.paths[].pathType': insteadOfZero('ImplementationSpecific') },
    counted: true,
    status: { loadBalancer: {} },
  },
  {
    validate(object) {
      const { spec = {} } = typed<Ingress>(object);
      if (spec.rules?.length || spec.defaultBackend) return [];
      return [invalidValue('spec', [], 'either `defaultBackend` or `rules` must be specified')];
    },
  },
);

/** Which directions a policy is about follows from its rules. */
export const networkPolicyStrategy: Strategy = strategyOf(
  { defaults: { 'spec.ingress[].ports[].protocol': 'TCP', 'spec.egress[].ports[].protocol': 'TCP' }, counted: true },
  {
    setDefaults(object) {
      const { spec } = typed<NetworkPolicy>(object);
      if (spec && !spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'];
    },
  },
);
