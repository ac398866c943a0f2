import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { webhookConfigurations } from '../../../webhooks/configuration.ts';
import type { InstallOptions } from '../../options.ts';
import { labelsOf, webhookName } from '../metadata.ts';
import { injection } from './certificate.ts';

/** How the API server is told of the webhooks. Without an authority: the operator, or cert-manager, writes that into them. */
export function planWebhooks(options: InstallOptions): KubernetesObject[] {
  const { namespace } = options;
  const annotations = injection(options);
  const named = Object.keys(annotations).length > 0 ? { annotations } : {};
  return webhookConfigurations((path) => ({ service: { name: webhookName, namespace, path, port: 443 } })).map((configuration) => ({
    ...configuration,
    metadata: { ...configuration.metadata, labels: labelsOf('operator', options), ...named },
  }));
}
