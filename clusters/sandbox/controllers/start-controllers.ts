import { startClaimController } from './claim-controller.ts';
import type { Controller, ControllerContext } from './controller-context.ts';
import { startDeploymentController } from './deployment/deployment-controller.ts';
import { startGarbageCollector } from './garbage/garbage-collector.ts';
import { startNamespaceController } from './namespace-controller.ts';
import { startPodCollector } from './pod-collector.ts';
import { startReplicaSetController } from './replica-set/replica-set-controller.ts';
import { startEndpointSliceController } from './service/endpoint-slice-controller.ts';

/** Starts what kube-controller-manager would run. The caches must have their first lists. `rootCertificate` is the cluster's CA, PEM. */
export function startControllers(contextFor: (component: string) => ControllerContext, rootCertificate: string): Controller {
  const running = [
    startNamespaceController(contextFor('namespace-controller'), rootCertificate),
    startDeploymentController(contextFor('deployment-controller')),
    startReplicaSetController(contextFor('replicaset-controller')),
    startEndpointSliceController(contextFor('endpoint-slice-controller')),
    startClaimController(contextFor('persistentvolume-controller')),
    startPodCollector(contextFor('pod-garbage-collector')),
    startGarbageCollector(contextFor('garbage-collector')),
  ];
  return {
    async stop() {
      await Promise.all(running.map((controller) => controller.stop()));
    },
  };
}
