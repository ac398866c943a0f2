import { kubernetesSchemas } from '../openapi/kubernetes-schemas.ts';
import { builtInColumns } from '../printing/built-in-columns.ts';
import type { Resource, Strategy } from '../resource.ts';
import { certificateRequestStrategy } from './certificate-requests.ts';
import { configMapStrategy } from './config-maps.ts';
import { cronJobStrategy } from './cron-jobs.ts';
import { customResourceDefinitionStrategy } from './custom-resource-definitions.ts';
import { deploymentStrategy, replicaSetStrategy } from './deployments.ts';
import { disruptionBudgetStrategy } from './disruption-budgets.ts';
import { coreEventStrategy, groupedEventStrategy } from './events.ts';
import { horizontalPodAutoscalerStrategy } from './horizontal-pod-autoscalers.ts';
import { firstAutoscalerStrategy } from './horizontal-pod-autoscalers-v1.ts';
import { jobStrategy } from './jobs.ts';
import { kindTraits, strategyOf } from './kind-traits.ts';
import { type BuiltInKind, builtInKinds } from './kinds.ts';
import { limitRangeStrategy } from './limit-ranges.ts';
import { metricsResources } from './metrics-resources.ts';
import { namespaceStrategy } from './namespaces.ts';
import { ingressStrategy, networkPolicyStrategy } from './networking.ts';
import { nodeStrategy, persistentVolumeStrategy } from './nodes-and-volumes.ts';
import { persistentVolumeClaimStrategy } from './persistent-volume-claims.ts';
import { podStrategy } from './pods.ts';
import { priorityClassStrategy } from './priority-classes.ts';
import { daemonSetStrategy, replicationControllerStrategy, statefulSetStrategy } from './replicated-sets.ts';
import { resourceQuotaStrategy } from './resource-quotas.ts';
import { roleBindingStrategy } from './roles.ts';
import { secretStrategy } from './secrets.ts';
import { serviceStrategy } from './services.ts';
import { storageClassStrategy } from './storage-classes.ts';

/** The built-in kinds as resources: the table of kinds joined with schemas, columns and what is special about each. */
export function builtInResources(): Resource[] {
  return [...builtInKinds.map(toResource), ...metricsResources()];
}

function toResource(kind: BuiltInKind): Resource {
  const path = kind.group ? `${kind.group}/${kind.plural}` : kind.plural;
  const groupVersion = kind.group ? `${kind.group}/${kind.version}` : kind.version;
  const subresources = kind.subresources.map(({ name }) => name);
  return {
    ...kind,
    subresources,
    listKind: `${kind.kind}List`,
    bucket: kind.plural === 'events' ? 'events' : path,
    storedAs: storedVersions[path] ?? groupVersion,
    custom: false,
    schema: () => kubernetesSchemas().ofKind(kind),
    get columns() {
      return builtInColumns(path);
    },
    ...(subresources.includes('scale') && { scale: podTemplateScale }),
    ...(warnings[path] !== undefined && { warning: warnings[path] }),
    strategy: strategies[`${groupVersion}/${kind.plural}`] ?? strategies[path] ?? strategyOf(kindTraits[path] ?? {}),
  };
}

/** Where one set of objects is served in several versions. */
const storedVersions: Record<string, string> = {
  'events.k8s.io/events': 'v1',
  'autoscaling/horizontalpodautoscalers': 'autoscaling/v2',
};

/** What whoever asks for an outdated kind is told. */
const warnings: Record<string, string> = {
  endpoints: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

const podTemplateScale = { specReplicas: ['spec', 'replicas'], statusReplicas: ['status', 'replicas'], selector: ['spec', 'selector'] };

const strategies: Record<string, Strategy> = {
  nodes: nodeStrategy,
  persistentvolumes: persistentVolumeStrategy,
  replicationcontrollers: replicationControllerStrategy,
  'apps/daemonsets': daemonSetStrategy,
  'apps/statefulsets': statefulSetStrategy,
  'autoscaling/v1/horizontalpodautoscalers': firstAutoscalerStrategy,
  'certificates.k8s.io/certificatesigningrequests': certificateRequestStrategy,
  'networking.k8s.io/ingresses': ingressStrategy,
  'networking.k8s.io/networkpolicies': networkPolicyStrategy,
  'policy/poddisruptionbudgets': disruptionBudgetStrategy,
  'rbac.authorization.k8s.io/clusterrolebindings': roleBindingStrategy,
  'rbac.authorization.k8s.io/rolebindings': roleBindingStrategy,
  'scheduling.k8s.io/priorityclasses': priorityClassStrategy,
  'storage.k8s.io/storageclasses': storageClassStrategy,
  configmaps: configMapStrategy,
  pods: podStrategy,
  services: serviceStrategy,
  namespaces: namespaceStrategy,
  secrets: secretStrategy,
  events: coreEventStrategy,
  'events.k8s.io/events': groupedEventStrategy,
  persistentvolumeclaims: persistentVolumeClaimStrategy,
  limitranges: limitRangeStrategy,
  resourcequotas: resourceQuotaStrategy,
  'apps/deployments': deploymentStrategy,
  'apps/replicasets': replicaSetStrategy,
  'apiextensions.k8s.io/customresourcedefinitions': customResourceDefinitionStrategy,
  'batch/jobs': jobStrategy,
  'batch/cronjobs': cronJobStrategy,
  'autoscaling/v2/horizontalpodautoscalers': horizontalPodAutoscalerStrategy,
};
