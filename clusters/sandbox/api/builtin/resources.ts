import { kubernetesSchemas } from '../openapi/kubernetes-schemas.ts';
import { builtInColumns } from '../printing/built-in-columns.ts';
import { allVerbs, type Resource, type Strategy } from '../resource.ts';
import { customResourceDefinitionStrategy } from './custom-resource-definitions.ts';
import { deploymentStrategy, replicaSetStrategy } from './deployments.ts';
import { coreEventStrategy, groupedEventStrategy } from './events.ts';
import { type BuiltInKind, builtInKinds } from './kinds.ts';
import { namespaceStrategy } from './namespaces.ts';
import { persistentVolumeClaimStrategy } from './persistent-volume-claims.ts';
import { podStrategy } from './pods.ts';
import { secretStrategy } from './secrets.ts';
import { serviceStrategy } from './services.ts';

/** The built-in kinds as resources: the table of kinds joined with schemas, columns and what is special about each. */
export function builtInResources(): Resource[] {
  return builtInKinds.map(toResource);
}

function toResource(kind: BuiltInKind): Resource {
  const path = kind.group ? `${kind.group}/${kind.plural}` : kind.plural;
  const isEvent = kind.plural === 'events';
  return {
    ...kind,
    singular: kind.kind.toLowerCase(),
    listKind: `${kind.kind}List`,
    verbs: allVerbs,
    bucket: isEvent ? 'events' : path,
    storedAs: isEvent || !kind.group ? 'v1' : `${kind.group}/${kind.version}`,
    custom: false,
    schema: () => kubernetesSchemas().ofKind(kind),
    columns: builtInColumns(path),
    ...(kind.subresources.includes('scale') && { scale: podTemplateScale }),
    strategy: strategies[path] ?? {},
  };
}

const podTemplateScale = { specReplicas: ['spec', 'replicas'], statusReplicas: ['status', 'replicas'], selector: ['spec', 'selector'] };

const strategies: Record<string, Strategy> = {
  pods: podStrategy,
  services: serviceStrategy,
  namespaces: namespaceStrategy,
  secrets: secretStrategy,
  events: coreEventStrategy,
  'events.k8s.io/events': groupedEventStrategy,
  persistentvolumeclaims: persistentVolumeClaimStrategy,
  'apps/deployments': deploymentStrategy,
  'apps/replicasets': replicaSetStrategy,
  'apiextensions.k8s.io/customresourcedefinitions': customResourceDefinitionStrategy,
  'batch/jobs': { countsGenerations: true },
  'autoscaling/horizontalpodautoscalers': { countsGenerations: true },
};
