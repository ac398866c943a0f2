/** What of a model's weights lies on one GPU, remembered: the same few divisions are asked for all the time. */
import type { ModelFacts } from '../model.ts';
import type { Weights, WeightsAnswer } from '../weights/weights.ts';
import type { Loading } from './wanted-format.ts';

export interface WeightsSplit {
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly expertParallel: boolean;
}

interface Held {
  readonly answer: WeightsAnswer;
  readonly perRank: Map<number, number>;
}

const known = new WeakMap<ModelFacts, Map<string, Held>>();

export function weightsOf(model: ModelFacts, loading: Loading): WeightsAnswer {
  return held(model, loading).answer;
}

/** Bytes on the fullest GPU, as the engine holds them. */
export function weightsOfRank(model: ModelFacts, loading: Loading, split: WeightsSplit): number {
  const { answer, perRank } = held(model, loading);
  if (!answer.ok) return Number.NaN;
  const key = (split.tensorParallel * 4096 + split.pipelineParallel) * 2 + (split.expertParallel ? 1 : 0);
  const found = perRank.get(key);
  if (found !== undefined) return found;
  const bytes = computed(answer.weights, split);
  perRank.set(key, bytes);
  return bytes;
}

function computed(weights: Weights, split: WeightsSplit): number {
  const whole = split.tensorParallel === 1 && split.pipelineParallel === 1;
  return whole ? weights.loadedBytes : weights.bytesPerRank(split);
}

function held(model: ModelFacts, loading: Loading): Held {
  const ofModel = known.get(model) ?? new Map<string, Held>();
  if (ofModel.size === 0) known.set(model, ofModel);
  const key = loading.of === 'checkpoint' ? '' : `${loading.of} ${loading.precision}`;
  const found = ofModel.get(key);
  if (found) return found;
  const fresh = { answer: answerOf(model, loading), perRank: new Map<number, number>() };
  ofModel.set(key, fresh);
  return fresh;
}

function answerOf(model: ModelFacts, loading: Loading): WeightsAnswer {
  if (loading.of === 'checkpoint') return model.weights();
  return loading.of === 'conversion' ? model.weights(loading.precision) : model.usualWeights(loading.precision);
}
