import type { ReasonedRule } from '../access.ts';

const read = ['list', 'watch'];

/** Exactly what the gateway asks of the API server. */
export function gatewayRules(): ReasonedRule[] {
  return [
    { group: 'slipway.dev', resources: ['routes'], verbs: read, why: 'It serves what Routes say.' },
    { group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: read, why: 'It finds the model servers behind a Route.' },
  ];
}
