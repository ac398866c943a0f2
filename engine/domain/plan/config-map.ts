import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import { engineCommand } from './engine-command.ts';
import { objectMeta } from './metadata.ts';
import type { PlanRequest } from './plan-request.ts';

/** What was resolved, for people to read: `kubectl get configmap NAME-recipe -o yaml`. Nothing mounts it. */
export function planConfigMap({ endpoint, chosen }: PlanRequest): ConfigMap {
  const { recipe, configuration, sizing } = chosen;
  const { command, args } = engineCommand(endpoint, chosen);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: objectMeta(endpoint, '-recipe'),
    data: {
      model: endpoint.component.model.id,
      recipe: recipe.name,
      origin: recipe.origin,
      gpu: `${recipe.hardware} x${configuration.gpuCount}`,
      precision: recipe.precision,
      engine: recipe.engine,
      command: [...command, ...args].join(' '),
      sizing: sizing?.reason ?? 'not sized',
    },
  };
}
