/** How an API server is told of the webhooks. */
import type {
  MutatingWebhookConfiguration,
  RuleWithOperations,
  ValidatingWebhookConfiguration,
  WebhookClientConfig,
} from 'kubernetes-types/admissionregistration/v1.d.ts';
import { defaultedKinds } from './defaults.ts';
import { validatedKinds } from './findings.ts';

/** Of both configurations. */
export const webhookConfigurationName = 'slipway-operator';

export type WebhookPath = '/validate' | '/default';

/**
 * Both configurations, reached as `clientConfig` says. An API server that gets no answer goes on without (`Ignore`): the operator
 * says in the object's status what the webhook would have said, and nobody's kubectl hangs on it.
 */
export function webhookConfigurations(
  clientConfig: (path: WebhookPath) => WebhookClientConfig,
): [ValidatingWebhookConfiguration, MutatingWebhookConfiguration] {
  const head = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name: webhookConfigurationName } } as const;
  return [
    {
      ...head,
      kind: 'ValidatingWebhookConfiguration',
      webhooks: [
        { ...common, name: 'validation.operator.slipway.dev', clientConfig: clientConfig('/validate'), rules: rulesFor(validatedKinds) },
      ],
    },
    {
      ...head,
      kind: 'MutatingWebhookConfiguration',
      webhooks: [
        {
          ...common,
          name: 'defaulting.operator.slipway.dev',
          clientConfig: clientConfig('/default'),
          rules: rulesFor(defaultedKinds),
          reinvocationPolicy: 'Never',
        },
      ],
    },
  ];
}

const common = {
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  failurePolicy: 'Ignore',
  matchPolicy: 'Equivalent',
  timeoutSeconds: 5,
};

function rulesFor(kinds: readonly { group: string; version: string; plural: string }[]): RuleWithOperations[] {
  const groups = [...new Set(kinds.map(({ group, version }) => `${group}/${version}`))];
  return groups.map((groupVersion) => {
    const [group = '', version = ''] = groupVersion.split('/');
    const resources = kinds.filter((kind) => kind.group === group && kind.version === version).map(({ plural }) => plural);
    return { apiGroups: [group], apiVersions: [version], operations: ['CREATE', 'UPDATE'], resources, scope: 'Namespaced' };
  });
}
