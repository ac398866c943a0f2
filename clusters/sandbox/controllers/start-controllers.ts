import type { ObjectKey } from '../../objects.ts';
import { startAutoscalerController } from './autoscaler/autoscaler-controller.ts';
import type { Controller, ControllerContext } from './controller-context.ts';
import { startCronJobController } from './cron-job/cron-job-controller.ts';
import { startDeploymentController } from './deployment/deployment-controller.ts';
import { startGarbageCollector } from './garbage/garbage-collector.ts';
import { startJobController } from './job/job-controller.ts';
import { startNamespaceController } from './namespace/namespace-controller.ts';
import { startPodCollector } from './pod-collector.ts';
import { startQuotaController } from './quota/quota-controller.ts';
import { startReplicaSetController } from './replica-set/replica-set-controller.ts';
import { startEndpointSliceController } from './service/endpoint-slice-controller.ts';
import { startClaimController } from './volumes/claim-controller.ts';
import { startVolumeController } from './volumes/volume-controller.ts';

export interface ControllersOptions {
  /** The cluster's CA, PEM: given to every namespace. */
  rootCertificate: string;
  /** Removes what a claim's volume held, when the volume is deleted. */
  removeClaimFiles(claim: ObjectKey): Promise<void>;
}

/** Starts what kube-controller-manager would run. The caches must have their first lists. */
export function startControllers(contextFor: (component: string) => ControllerContext, options: ControllersOptions): Controller {
  const running = [
    startNamespaceController(contextFor('namespace-controller'), options.rootCertificate),
    startDeploymentController(contextFor('deployment-controller')),
    startReplicaSetController(contextFor('replicaset-controller')),
    startEndpointSliceController(contextFor('endpoint-slice-controller')),
    startClaimController(contextFor('persistentvolume-controller')),
    startVolumeController(contextFor('persistentvolume-controller'), options.removeClaimFiles),
    startPodCollector(contextFor('pod-garbage-collector')),
    startJobController(contextFor('job-controller')),
    startAutoscalerController(contextFor('horizontal-pod-autoscaler')),
    startCronJobController(contextFor('cronjob-controller')),
    startQuotaController(contextFor('resourcequota-controller')),
    startGarbageCollector(contextFor('garbage-collector')),
  ];
  return {
    async stop() {
      await Promise.all(running.map((controller) => controller.stop()));
    },
  };
}
