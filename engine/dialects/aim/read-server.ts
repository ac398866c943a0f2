/** The parts of an AIMEndpoint that say how its server runs and is reached. */
import type { Endpoint, HostResources, Rollout, StringMap } from '../../domain/endpoint.ts';
import type { FieldReader } from '../field-reader.ts';

export function runtimeOf(reader: FieldReader): Endpoint['component']['runtime'] {
  const repository = reader.take<string>('component.runtime.image.repository', 'spec.image.repository');
  const tag = reader.take<string>('component.runtime.image.tag', 'spec.image.tag');
  const custom = reader.take<Record<string, string | number>>('component.runtime.arguments', 'spec.customArgs') ?? {};
  return {
    image: repository === undefined ? undefined : { repository, tag },
    pullPolicy: reader.take<string>('component.runtime.pullPolicy', 'spec.image.pullPolicy'),
    pullSecrets: reader.take<string[]>('component.runtime.pullSecrets', 'spec.image.pullSecrets') ?? [],
    arguments: Object.entries(custom).flatMap(([name, value]) => [name, String(value)]),
    port: reader.take<number>('component.runtime.port', 'spec.service.targetPort') ?? 8000,
  };
}

export function resourcesOf(reader: FieldReader): HostResources {
  const own = (side: 'requests' | 'limits', cpu: string, memory: string): StringMap => {
    const listed = texts(reader.take<Record<string, string | number>>(`component.resources.${side}`, `spec.resources.${side}`));
    const cpuValue = reader.take<string | number>(`component.resources.${side}.cpu`, `spec.resources.${cpu}`);
    const memoryValue = reader.take<string | number>(`component.resources.${side}.memory`, `spec.resources.${memory}`);
    return {
      ...listed,
      ...(cpuValue === undefined ? {} : { cpu: String(cpuValue) }),
      ...(memoryValue === undefined ? {} : { memory: String(memoryValue) }),
    };
  };
  return { requests: own('requests', 'cpu', 'memory'), limits: own('limits', 'cpuLimit', 'memoryLimit') };
}

export function serviceOf(reader: FieldReader): Endpoint['exposure']['service'] {
  return {
    type: reader.take<'ClusterIP' | 'NodePort' | 'LoadBalancer'>('exposure.service.type', 'spec.service.type') ?? 'ClusterIP',
    port: reader.take<number>('exposure.service.port', 'spec.service.port') ?? 8000,
    annotations: reader.take<Record<string, string>>('exposure.service.annotations', 'spec.service.annotations') ?? {},
    loadBalancerIP: reader.take<string>('exposure.service.loadBalancerIP', 'spec.service.loadBalancerIP'),
  };
}

export function rolloutOf(reader: FieldReader): Rollout {
  const update = 'spec.deployment.strategy.rollingUpdate';
  return {
    strategy: reader.take<'RollingUpdate' | 'Recreate'>('rollout.strategy', 'spec.deployment.strategy.type'),
    maxSurge: reader.take<number | string>('rollout.maxSurge', `${update}.maxSurge`),
    maxUnavailable: reader.take<number | string>('rollout.maxUnavailable', `${update}.maxUnavailable`),
  };
}

function texts(values: Record<string, string | number> | undefined): StringMap {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));
}
