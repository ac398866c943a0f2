import { access } from 'node:fs/promises';
import { type Progress, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { containerCount } from './creation-plan.ts';
import type { Making } from './make-with-kind.ts';
import { findContainers, type NodeContainer } from './node-containers.ts';
import { endGroup, isRunning } from './processes.ts';
import type { KindRecord } from './record.ts';
import { removeContainers } from './remove-cluster.ts';
import { bringUp } from './run-cluster.ts';

/** How long nodes that kind had finished with may take to be ready, before the cluster is made anew. */
const patienceMs = 120_000;

/**
 * Looks at what an interrupted creation left. True: kind had finished, the cluster is ready now and stays. False: kind cannot
 * go on with what is there, so it was removed, for the cluster to be made anew.
 */
export async function resumeCreation(context: KindContext, making: Making, interrupted: KindRecord): Promise<boolean> {
  const { engine, plan, tell } = making;
  const { name } = plan;
  const where = interrupted.step === '' ? '' : ` at "${interrupted.step}"`;
  tell({ step: 'resume', message: `The creation of "${name}" was interrupted${where}. Slipway looks at what is there.`, fraction: 0 });
  if (interrupted.kind && (await isRunning(interrupted.kind))) await endGroup(interrupted.kind, context.clock);
  const containers = await findContainers(engine, name);
  if ((await isFinished(context, making, { interrupted, containers })) && (await getsReady(context, making, containers))) {
    tell({ step: 'resume', message: 'kind had finished, and all nodes are ready: the cluster stays.' });
    return true;
  }
  if (containers.length > 0)
    tell({ step: 'resume', message: 'kind cannot go on with what is there: it is removed, and the cluster is made anew.' });
  await removeContainers(context, engine, name, interrupted);
  return false;
}

interface Left {
  interrupted: KindRecord;
  containers: readonly NodeContainer[];
}

/** Whether kind came to its end. It writes the kubeconfig last. */
async function isFinished(context: KindContext, { plan }: Making, { interrupted, containers }: Left): Promise<boolean> {
  const isSame = interrupted.config === plan.text && interrupted.image === plan.image;
  const isAll = containers.length === containerCount(plan.config) && containers.every(({ state }) => state === 'running');
  return isSame && isAll && (await exists(context.placesOf(plan.name).kubeconfig));
}

async function getsReady(context: KindContext, making: Making, containers: readonly NodeContainer[]): Promise<boolean> {
  const { plan, record, signal, tell } = making;
  // How far this is says nothing of the whole, which may begin anew.
  const tellStep = ({ step, message }: Progress) => tell({ step, message });
  try {
    await bringUp(context, { name: plan.name, record, containers, patienceMs, signal, tell: tellStep });
    return true;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    tell({ step: 'resume', message: error.message });
    return false;
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
