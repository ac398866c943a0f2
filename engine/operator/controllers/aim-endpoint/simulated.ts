import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../../../../clusters/objects.ts';
import { simulatesAnnotation } from '../../../domain/plan/simulated.ts';
import type { EventRecorder } from '../../runtime/objects/event-recorder.ts';

interface DeploymentChange {
  readonly planned: Deployment;
  readonly before: Deployment | 'new';
}

/** Tells, once for each image, that a simulator runs in its place. */
export function tellSimulated(about: Stored, { planned, before }: DeploymentChange, recorder: EventRecorder): void {
  const image = simulatedBy(planned);
  if (image === undefined || (before !== 'new' && simulatedBy(before) === image)) return;
  const message = `No GPU is used: Slipway's simulator runs in place of ${image}, because the operator was told that the GPUs here are made up (--simulate).`;
  recorder.record(about, { type: 'Normal', reason: 'Simulated', message });
}

function simulatedBy({ spec }: Deployment): string | undefined {
  return spec?.template.metadata?.annotations?.[simulatesAnnotation];
}
