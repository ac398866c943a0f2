import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { Endpoint } from '../endpoint.ts';
import { objectMeta, selectorLabels } from './metadata.ts';

/** The Service of an endpoint's stable version. */
export function planService(endpoint: Endpoint): Service {
  const { type, port, annotations, loadBalancerIP } = endpoint.exposure.service;
  const meta = objectMeta(endpoint);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: Object.keys(annotations).length > 0 ? { ...meta, annotations: { ...annotations } } : meta,
    spec: {
      type,
      selector: selectorLabels(endpoint),
      ports: [{ name: 'http', port, targetPort: 'http', protocol: 'TCP' }],
      ...(loadBalancerIP ? { loadBalancerIP } : {}),
    },
  };
}
