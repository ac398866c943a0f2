import { startClaimController } from './claim-controller.ts';
import type { Controller, ControllerContext } from './controller-context.ts';
import { startDeploymentController } from './deployment/deployment-controller.ts';
import { startGarbageCollector } from './garbage/garbage-collector.ts';
import { startNamespaceController } from './namespace-controller.ts';
import { startPodCollector } from './pod-collector.ts';
import { startReplicaSetController } from './replica-set/replica-set-controller.ts';
import { startEndpointSliceController } from './service/endpoint-slice-controller.ts';

/** Starts what kube-controller-manager would run. The caches must have their first lists. `rootCertificate` is the cluster's CA, PEM. */
export function startControllers(context: ControllerContext, rootCertificate: string): Controller {
  const running = [
    startNamespaceController(context, rootCertificate),
    startDeploymentController(context),
    startReplicaSetController(context),
    startEndpointSliceController(context),
    startClaimController(context),
    startPodCollector(context),
    startGarbageCollector(context),
  ];
  return {
    async stop() {
      await Promise.all(running.map((controller) => controller.stop()));
    },
  };
}
