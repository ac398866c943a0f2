/** Writes what was observed into an AIMEndpoint's status, and tells what changed. */
import type { Stored } from '../../../../clusters/objects.ts';
import { statusAim } from '../../../dialects/aim/status-aim.ts';
import type { Addresses } from '../../../domain/observe/addresses.ts';
import { conditionsOf, type Observed } from '../../../domain/observe/conditions.ts';
import { transitionsOf } from '../../../domain/observe/transitions.ts';
import { type AimEndpoint, aimEndpoints } from '../../kinds.ts';
import { setConditions } from '../../runtime/objects/conditions.ts';
import { writeStatus } from '../../runtime/objects/write-status.ts';
import type { ControllerDependencies } from '../dependencies.ts';

interface StatusReport {
  readonly resource: Stored<AimEndpoint>;
  readonly observed: Observed;
  readonly addresses: Addresses;
  readonly signal: AbortSignal;
}

/** Nothing is written, and nothing told, when nothing changed. */
export async function reportStatus(report: StatusReport, { cluster, clock, recorder }: ControllerDependencies): Promise<void> {
  const { resource, observed, addresses, signal } = report;
  const { generation } = resource.metadata;
  const previous = resource.status?.conditions ?? [];
  const decided = conditionsOf(observed);
  const conditions = setConditions(previous, decided, { observedGeneration: generation, now: clock.now() });
  const status = statusAim({ observed, addresses, conditions, generation });
  const outcome = await writeStatus(cluster, aimEndpoints, resource, { status, signal });
  if (outcome !== 'written') return;
  for (const transition of transitionsOf(previous, decided)) recorder.record(resource, transition);
}
