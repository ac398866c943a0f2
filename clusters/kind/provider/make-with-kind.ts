import { rm, writeFile } from 'node:fs/promises';
import type { ContainerEngine } from '../../containers/engine.ts';
import { type Progress, type ProvideRequest, ProviderError } from '../../provider.ts';
import type { KindContext } from './context.ts';
import type { CreationPlan } from './creation-plan.ts';
import { explainKindFailure } from './failures/explain-kind-failure.ts';
import { createKindProgress } from './kind-steps.ts';
import { openLogFile } from './log-file.ts';
import type { KindRecord } from './record.ts';
import { removeContainers } from './remove-cluster.ts';
import { type KindAnswer, runKind } from './run-kind.ts';

/** A creation under way. */
export interface Making {
  engine: ContainerEngine;
  plan: CreationPlan;
  /** As it is written down; kept up to date. */
  record: KindRecord;
  signal: ProvideRequest['signal'];
  tell: (progress: Progress) => void;
}

/** Has kind make the cluster. Where kind fails nothing of it is left but the log, and the reason is told as a sentence. */
export async function makeWithKind(context: KindContext, making: Making): Promise<void> {
  const { name, text } = making.plan;
  const { config, kubeconfig, log } = context.placesOf(name);
  await writeFile(config, text);
  // That it is there says that kind had finished.
  await rm(kubeconfig, { force: true });
  const { succeeded, lines } = await runLogged(context, making);
  if (succeeded) return;
  context.log.warn({ cluster: name, lastLines: lines.slice(-5), log }, 'kind could not create a cluster');
  const { refusal, message, fix = 'Look into what kind printed.' } = explainKindFailure(lines);
  const failure = new ProviderError(refusal, `The kind cluster "${name}" could not be made. ${message}`, {
    fix: `${fix} All that kind printed is in ${log}.`,
  });
  // A cluster that somebody else made meanwhile is theirs. Otherwise kind deletes its nodes, but not one that it was just starting.
  if (refusal !== 'AlreadyThere') await removeRest(context, making, failure);
  await forgetAllButLog(context, name);
  throw failure;
}

async function runLogged(context: KindContext, { plan, engine, record, signal, tell }: Making): Promise<KindAnswer> {
  const { name, image } = plan;
  const { config, kubeconfig, log } = context.placesOf(name);
  const kind = await context.kind(engine);
  await using file = await openLogFile(log);
  const commandArguments = ['create', 'cluster', '--name', name, '--config', config, '--kubeconfig', kubeconfig];
  if (image) commandArguments.push('--image', image);
  file.write(`# ${new Date(context.clock.now()).toISOString()} kind ${commandArguments.join(' ')}`);
  const progressOf = createKindProgress();
  return await runKind(kind, commandArguments, {
    signal,
    onStart: async (identity) => {
      record.kind = identity;
      await context.records.write(record);
    },
    onLine: (line) => {
      file.write(line);
      const progress = progressOf(line);
      if (progress) tell(progress);
    },
  });
}

async function removeRest(context: KindContext, { engine, record }: Making, failure: ProviderError): Promise<void> {
  try {
    await removeContainers(context, engine, record.name, record);
  } catch (error) {
    const { message } = error as Error;
    throw new ProviderError('Failed', `${failure.message} What was there of it could not be removed: ${message}`, {
      cause: failure,
      fix: `Delete "${record.name}" before you try again. ${failure.fix}`,
    });
  }
}

async function forgetAllButLog(context: KindContext, name: string): Promise<void> {
  const { record, config, kubeconfig } = context.placesOf(name);
  await context.records.settled();
  for (const file of [record, config, kubeconfig]) await rm(file, { force: true });
}
