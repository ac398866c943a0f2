import type { FitAnswer } from '../../contract/views/fit.ts';
import type { GpuCandidate } from '../../domain/size/explain.ts';
import { answerOf } from './fit-answer.ts';
import type { FitQuestion } from './fit-question.ts';
import type { GpuChoice } from './gpu-choice.ts';

/** `gpuCount` undefined: as few as hold it. */
export type OpenQuestion = Omit<FitQuestion, 'gpu' | 'gpuCount' | 'memoryMiB'> & { readonly gpuCount: number | undefined };

/** The answer for GPUs that are there: on as few of them as hold the model, else on as many as can be used. */
export function answerForChoice(asked: OpenQuestion, choice: GpuChoice, candidates: readonly GpuCandidate[]): FitAnswer {
  const { gpu, memoryMiB } = choice;
  const on: AnswerOn = (gpuCount, tensorParallel = asked.settings.tensorParallel) =>
    answerOf({ ...asked, gpu, gpuCount, memoryMiB, settings: { ...asked.settings, tensorParallel } }, candidates);
  const wanted = asked.gpuCount ?? asked.settings.tensorParallel;
  const answer = wanted === undefined ? onFewest(on, worksTogether(choice) ? choice.count : 1) : on(wanted);
  return withPlace(answer, choice);
}

type AnswerOn = (gpuCount: number, tensorParallel?: number) => FitAnswer;

function onFewest(on: AnswerOn, count: number): FitAnswer {
  const one = on(1);
  const { verdict, minGpuCount, validTensorParallel } = one;
  if (verdict === 'fits' || verdict === 'unknown' || count === 1) return one;
  if (minGpuCount !== null && minGpuCount <= count) return onGroupOf(on, minGpuCount);
  return on(Math.max(1, ...validTensorParallel.filter((size) => size <= count)));
}

/** As one tensor-parallel group, or in as few pipeline stages as will do. */
function onGroupOf(on: AnswerOn, count: number): FitAnswer {
  for (let size = count; size >= 1; size--) {
    if (count % size !== 0) continue;
    const answer = on(count, size);
    if (answer.verdict === 'fits') return answer;
  }
  return on(count);
}

/** What is to be said of the GPUs that are there. */
function withPlace(answer: FitAnswer, choice: GpuChoice): FitAnswer {
  const { count, partition } = choice;
  if (answer.gpuCount > 1 && !worksTogether(choice)) {
    const reason = `${answer.gpu} as ${partition} cannot work in a group: a process sees one instance alone.`;
    return { ...answer, verdict: 'incompatible', reasons: [reason, ...answer.reasons] };
  }
  const notes = [
    ...(answer.gpuCount > count ? [`Only ${count} of these GPUs ${count === 1 ? 'is' : 'are'} there.`] : []),
    ...(partition === undefined ? [] : [`Each is a part of a GPU: ${partition}.`]),
  ];
  return { ...answer, reasons: [...answer.reasons, ...notes] };
}

/** AMD's partitions are devices of their own. https://docs.nvidia.com/datacenter/tesla/mig-user-guide/ (CUDA sees one MIG instance; no peer to peer) */
function worksTogether({ gpu, partition }: GpuChoice): boolean {
  return partition === undefined || gpu.vendor === 'amd';
}
