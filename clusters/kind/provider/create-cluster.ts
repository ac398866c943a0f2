import { rm } from 'node:fs/promises';
import type { ContainerEngine } from '../../containers/engine.ts';
import { type KnownCluster, type Progress, type ProvideRequest, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import { type CreationPlan, planCreation } from './creation-plan.ts';
import { type CreationDecision, decideCreation } from './decide-creation.ts';
import { type Making, makeWithKind } from './make-with-kind.ts';
import { checkName } from './names.ts';
import { findContainers } from './node-containers.ts';
import { identityOf, isRunning } from './processes.ts';
import type { KindRecord } from './record.ts';
import { forget, removeContainers } from './remove-cluster.ts';
import { resumeCreation } from './resume-creation.ts';
import { bringUp } from './run-cluster.ts';

/** How long nodes may take to be ready once kind has made them. */
const patienceMs = 180_000;

/** Makes the cluster, or goes on with one that is half made. Called off, it leaves nothing. */
export async function createCluster(context: KindContext, name: string, request: ProvideRequest): Promise<KnownCluster> {
  const { signal } = request;
  checkName(name);
  const earlier = await context.records.find(name);
  const plan = planCreation(name, request, earlier);
  const engine = await context.engine();
  const makerRuns = earlier?.maker !== undefined && (await isRunning(earlier.maker));
  const decision = decideCreation({ name, record: earlier, makerRuns, containers: await findContainers(engine, name) });
  signal?.throwIfAborted();
  const record = await writeDown(context, plan, decision, earlier);
  const making = { engine, plan, record, signal, tell: teller(context, record, request.onProgress) };
  try {
    await complete(context, making, earlier && decision === 'resume' ? earlier : undefined);
    making.tell({ step: 'done', message: `The kind cluster "${name}" runs.`, fraction: 1 });
    return { name, state: 'running' };
  } catch (error) {
    if (signal?.aborted) await callOff(context, engine, record);
    else await leave(context, record);
    throw signal?.aborted ? signal.reason : error;
  }
}

async function complete(context: KindContext, making: Making, interrupted: KindRecord | undefined): Promise<void> {
  const { engine, plan, record, signal, tell } = making;
  const isWhole = interrupted !== undefined && (await resumeCreation(context, making, interrupted));
  if (!isWhole) {
    await makeWithKind(context, making);
    const containers = await findContainers(engine, plan.name);
    await bringUp(context, { name: plan.name, record, containers, patienceMs, signal, tell });
  }
  const ids = (await findContainers(engine, plan.name)).map(({ id }) => id);
  signal?.throwIfAborted();
  Object.assign(record, { state: 'made', containers: ids, maker: undefined, kind: undefined });
  await context.records.write(record);
}

/** Before anything is begun, so that whoever comes after a killed Slipway knows of it. */
async function writeDown(
  { clock, records, placesOf }: KindContext,
  { name, text, image }: CreationPlan,
  decision: CreationDecision,
  earlier: KindRecord | undefined,
): Promise<KindRecord> {
  const startedAt = new Date(clock.now()).toISOString();
  const maker = await identityOf(process.pid);
  const record: KindRecord = { name, state: 'making', config: text, image, maker, kind: earlier?.kind, startedAt, step: '' };
  // What an earlier creation finished is not what is asked for now.
  if (earlier?.config !== text || earlier.image !== image) await rm(placesOf(name).kubeconfig, { force: true });
  await (decision === 'make' ? records.claim(record) : records.write(record));
  return record;
}

/** Tells of progress, and keeps the record's step. */
function teller(context: KindContext, record: KindRecord, onProgress: ProvideRequest['onProgress']): (progress: Progress) => void {
  let last = '';
  return (progress) => {
    onProgress?.(progress);
    if (progress.step === last || record.state === 'made') return;
    last = progress.step;
    record.step = progress.message;
    context.records.write(record).catch((error: unknown) => {
      context.log.warn({ cluster: record.name, error: String(error) }, 'the step of a creation cannot be written down');
    });
  };
}

async function callOff(context: KindContext, engine: ContainerEngine, record: KindRecord): Promise<void> {
  const { name } = record;
  try {
    await removeContainers(context, engine, name, record);
    await forget(context, name);
  } catch (error) {
    await leave(context, record);
    throw new ProviderError(
      'Failed',
      `The creation of "${name}" was called off, and not all of it could be removed: ${(error as Error).message}`,
      {
        cause: error,
        fix: `Delete "${name}" once that is mended.`,
      },
    );
  }
}

/** What is there stays half made, and is nobody's at the moment. */
async function leave(context: KindContext, record: KindRecord): Promise<void> {
  if (!(await context.records.find(record.name))) return;
  await context.records.write({ ...record, maker: undefined, kind: undefined });
}
