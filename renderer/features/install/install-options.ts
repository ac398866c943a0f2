import type { InstallDraft } from '../../../engine/contract/views/installation.ts';

const usualReplicas = 2;

/** Where the images of an installation come from. */
export type ImageSource = 'built' | 'registry' | 'named';

/** What the form of an installation holds; empty texts and null are not said, so that the cluster's defaults hold. */
export interface InstallChoice {
  source: ImageSource;
  registry: string;
  operatorImage: string;
  gatewayImage: string;
  simulatorImage: string;
  imageBase: string;
  pullSecrets: string;
  operator: 'pods' | 'local';
  operatorReplicas: number;
  gatewayReplicas: number;
  onlyNamespace: string;
  certificates: 'self-managed' | 'cert-manager';
  webhooks: boolean;
  networkPolicy: boolean;
  prometheus: boolean;
}

/** What an installation begins with: images are built here where they can be loaded. */
export function firstChoice(provider: string): InstallChoice {
  return {
    source: provider === 'kind' ? 'built' : 'registry',
    registry: '',
    operatorImage: '',
    gatewayImage: '',
    simulatorImage: '',
    imageBase: '',
    pullSecrets: '',
    operator: 'pods',
    operatorReplicas: 2,
    gatewayReplicas: 2,
    onlyNamespace: '',
    certificates: 'self-managed',
    webhooks: true,
    networkPolicy: true,
    prometheus: true,
  };
}

/** Whether webhooks can be: they need an operator in the cluster, and an administrator. */
export function canHaveWebhooks({ operator, onlyNamespace }: Pick<InstallChoice, 'operator' | 'onlyNamespace'>): boolean {
  return operator === 'pods' && onlyNamespace === '';
}

/** The choice as it is asked for: only what differs from what every cluster gets. */
export function draftOf(choice: InstallChoice): InstallDraft {
  const { operatorReplicas, gatewayReplicas, onlyNamespace } = choice;
  const pullSecrets = choice.pullSecrets.split(/[\s,]+/).filter(Boolean);
  const replicas = {
    ...(operatorReplicas === usualReplicas ? {} : { operator: operatorReplicas }),
    ...(gatewayReplicas === usualReplicas ? {} : { gateway: gatewayReplicas }),
  };
  return {
    ...imagesOf(choice),
    ...(pullSecrets.length > 0 && choice.source !== 'built' ? { imagePullSecrets: pullSecrets } : {}),
    ...(choice.operator === 'local' ? { operator: 'local' } : {}),
    ...(Object.keys(replicas).length > 0 ? { replicas } : {}),
    ...(onlyNamespace ? { onlyNamespace } : {}),
    ...(choice.certificates === 'cert-manager' && canHaveWebhooks(choice) ? { certificates: 'cert-manager' } : {}),
    ...(choice.webhooks || !canHaveWebhooks(choice) ? {} : { webhooks: false }),
    ...(choice.networkPolicy ? {} : { networkPolicy: false }),
    ...(choice.prometheus ? {} : { prometheus: false }),
  };
}

function imagesOf(choice: InstallChoice): InstallDraft {
  const { source, registry, imageBase, operatorImage: operator, gatewayImage: gateway, simulatorImage: simulator } = choice;
  if (source === 'registry') return registry ? { registry } : {};
  if (source === 'built') return imageBase ? { imageBase } : {};
  const images = { ...(operator ? { operator } : {}), ...(gateway ? { gateway } : {}), ...(simulator ? { simulator } : {}) };
  return Object.keys(images).length > 0 ? { images } : {};
}
