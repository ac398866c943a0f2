import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { type JsonObject, valueAt } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { type DefaultValues, fillDefaultValues, insteadOfZero } from './default-values.ts';
import { defaultPodSpec } from './pod-spec.ts';

/** What is special about a kind that is only stored and served: data, where others need code. */
export interface KindTraits {
  defaults?: DefaultValues;
  /** Where its pod template is. */
  template?: readonly string[];
  /** True where the spec has a generation. */
  counted?: boolean;
  /** The status of a new object. */
  status?: JsonObject;
}

/** A strategy from traits, and more of it by code. */
export function strategyOf({ defaults = {}, template, counted = false, status }: KindTraits, more: Strategy = {}): Strategy {
  return {
    ...more,
    ...(counted && { countsGenerations: true }),
    setDefaults(object) {
      more.setDefaults?.(object);
      fillDefaultValues(object, defaults);
      const spec = template && (valueAt(object, [...template, 'spec']) as PodSpec | undefined);
      if (spec) defaultPodSpec(spec);
    },
    ...(status && {
      prepareCreate(object, facts) {
        object['status'] = { ...status };
        more.prepareCreate?.(object, facts);
      },
    }),
  };
}

const webhookDefaults: DefaultValues = {
  'webhooks[].failurePolicy': insteadOfZero('Fail'),
  'webhooks[].matchPolicy': 'Equivalent',
  'webhooks[].namespaceSelector': {},
  'webhooks[].objectSelector': {},
  'webhooks[].timeoutSeconds': 10,
  'webhooks[].rules[].scope': '*',
  'webhooks[].clientConfig.service.port': 443,
};

const policyDefaults: DefaultValues = {
  'spec.failurePolicy': 'Fail',
  'spec.matchConstraints.matchPolicy': 'Equivalent',
  'spec.matchConstraints.namespaceSelector': {},
  'spec.matchConstraints.objectSelector': {},
  'spec.matchConstraints.resourceRules[].scope': '*',
  'spec.matchConstraints.excludeResourceRules[].scope': '*',
};

const policyBindingDefaults: DefaultValues = {
  'spec.matchResources.matchPolicy': 'Equivalent',
  'spec.matchResources.namespaceSelector': {},
  'spec.matchResources.objectSelector': {},
  'spec.matchResources.resourceRules[].scope': '*',
};

const deviceRequest: (path: string) => DefaultValues = (path) => ({
  [`${path}.devices.requests[].exactly.allocationMode`]: insteadOfZero('ExactCount'),
  [`${path}.devices.requests[].exactly.count`]: insteadOfZero(1),
});

/** The kinds that nothing else in the sandbox acts on. */
export const kindTraits: Readonly<Record<string, KindTraits>> = {
  endpoints: { defaults: { 'subsets[].ports[].protocol': insteadOfZero('TCP') } },
  podtemplates: { template: ['template'], counted: true },
  'admissionregistration.k8s.io/mutatingadmissionpolicies': { defaults: policyDefaults, counted: true },
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings': { defaults: policyBindingDefaults, counted: true },
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': {
    defaults: { ...webhookDefaults, 'webhooks[].reinvocationPolicy': 'Never' },
    counted: true,
  },
  'admissionregistration.k8s.io/validatingadmissionpolicies': { defaults: policyDefaults, counted: true },
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': { defaults: policyBindingDefaults, counted: true },
  'admissionregistration.k8s.io/validatingwebhookconfigurations': { defaults: webhookDefaults, counted: true },
  'apiregistration.k8s.io/apiservices': { defaults: { 'spec.service.port': 443 } },
  'discovery.k8s.io/endpointslices': { defaults: { 'ports[].name': '', 'ports[].protocol': 'TCP' }, counted: true },
  'flowcontrol.apiserver.k8s.io/flowschemas': { defaults: { 'spec.matchingPrecedence': insteadOfZero(1000) }, counted: true },
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': {
    defaults: {
      'spec.limited.nominalConcurrencyShares': 30,
      'spec.limited.lendablePercent': 0,
      'spec.limited.limitResponse.queuing.queues': insteadOfZero(64),
      'spec.limited.limitResponse.queuing.handSize': insteadOfZero(8),
      'spec.limited.limitResponse.queuing.queueLengthLimit': insteadOfZero(50),
      'spec.exempt.nominalConcurrencyShares': 0,
      'spec.exempt.lendablePercent': 0,
    },
    counted: true,
  },
  'networking.k8s.io/ingressclasses': { defaults: { 'spec.parameters.scope': insteadOfZero('Cluster') }, counted: true },
  'resource.k8s.io/deviceclasses': { counted: true },
  'resource.k8s.io/resourceclaims': { defaults: deviceRequest('spec') },
  'resource.k8s.io/resourceclaimtemplates': { defaults: deviceRequest('spec.spec') },
  'resource.k8s.io/resourceslices': { counted: true },
  'storage.k8s.io/csidrivers': {
    defaults: {
      'spec.attachRequired': true,
      'spec.fsGroupPolicy': 'ReadWriteOnceWithFSType',
      'spec.podInfoOnMount': false,
      'spec.requiresRepublish': false,
      'spec.seLinuxMount': false,
      'spec.storageCapacity': false,
      'spec.volumeLifecycleModes': ['Persistent'],
    },
  },
};
