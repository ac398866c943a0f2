import { type Route, slipwayGroup, slipwayVersion } from '../../contract/route.ts';
import { namesOfServer } from './engine-command.ts';
import { objectMeta, stableVersion } from './metadata.ts';
import type { PlanRequest } from './plan-request.ts';

/** What the gateway serves for the endpoint: all its names, to its one version. */
export function planRoute({ endpoint, chosen }: PlanRequest): Route {
  const names = namesOfServer(endpoint, chosen.recipe.engine);
  const [first] = names;
  // A server that answers to one name only is asked by that name, whatever the client said.
  const upstream = first !== undefined && names.length < endpoint.serves.length ? { upstreamModel: first } : {};
  const meta = objectMeta(endpoint);
  return {
    apiVersion: `${slipwayGroup}/${slipwayVersion}`,
    kind: 'Route',
    metadata: { ...meta },
    spec: {
      models: [...endpoint.serves],
      targets: [{ name: stableVersion, weight: 100, service: { name: meta.name, port: endpoint.exposure.service.port }, ...upstream }],
    },
  };
}
