/** The Kubernetes objects that serve an endpoint with the chosen recipe. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { ConfigMap, Service, ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { Route } from '../../contract/route.ts';
import { planConfigMap } from './config-map.ts';
import { planDeployment } from './deployment.ts';
import type { PlanRequest } from './plan-request.ts';
import { planRoute } from './route.ts';
import { planService } from './service.ts';
import { planServiceAccount } from './service-account.ts';

/** Names follow from the endpoint's, so that planning twice gives the same objects. */
export interface Plan {
  readonly serviceAccount: ServiceAccount | undefined;
  readonly configMap: ConfigMap;
  /** Without `spec.replicas`: see replicas.ts. */
  readonly deployment: Deployment;
  readonly service: Service;
  readonly route: Route;
}

/** Throws SlipwayError `refused` when no image is known for the recipe's engine and GPU vendor. */
export function planEndpoint(request: PlanRequest): Plan {
  return {
    serviceAccount: planServiceAccount(request.endpoint),
    configMap: planConfigMap(request),
    deployment: planDeployment(request),
    service: planService(request.endpoint),
    route: planRoute(request),
  };
}
