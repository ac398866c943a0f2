/** What vendors, engines and benchmarks published of models on GPUs, and how each of them asks sizing. */
import { readFileSync } from 'node:fs';
import { findGpu } from '../../../../../engine/domain/catalog/catalog.ts';
import { normalisePrecision, type Precision } from '../../../../../engine/domain/precision.ts';
import type { SizingRequest } from '../../../../../engine/domain/size/size.ts';
import { catalog } from '../../facts.ts';
import { type KnownModel, modelOf, shared } from './known-models.ts';

export interface Fact {
  readonly checkpoint: string;
  readonly gpu: string;
  readonly gpu_count: number;
  readonly tensor_parallel: number | null;
  readonly precision: string;
  readonly engine: string;
  readonly verdict: 'fits' | 'does_not_fit' | 'incompatible' | 'published_but_impossible' | 'disputed';
  readonly source_kind: string;
  readonly note: string;
  readonly max_model_len?: number;
}

export const facts: readonly Fact[] = shared ? JSON.parse(readFileSync(`${shared}/hardware/published-fits.json`, 'utf8')).facts : [];

export function nameOf({ checkpoint, gpu, gpu_count, precision, engine, max_model_len }: Fact): string {
  return `${checkpoint} ${precision} on ${gpu} x${gpu_count} with ${engine}${max_model_len ? ` for ${max_model_len} tokens` : ''}`;
}

/** As the fact says; where it says no context, one of 8,192 tokens. */
export function requestOf(fact: Fact): SizingRequest {
  const gpu = findGpu(catalog, fact.gpu);
  if (!gpu) throw new Error(`${fact.gpu} is not in the catalog`);
  const known = modelOf(fact.checkpoint);
  return {
    model: known?.facts,
    gpu,
    gpuBytes: gpu.memoryMiB ? gpu.memoryMiB * 2 ** 20 : (gpu.memoryNominalGB ?? 0) * 1e9 || undefined,
    memoryBasis: gpu.memoryMiB ? 'reported' : 'nominal',
    tensorParallel: fact.tensor_parallel ?? fact.gpu_count,
    engine: fact.engine === 'sglang' ? 'sglang' : 'vllm',
    precision: known && precisionOf(fact, known),
    otherCheckpoint: true,
    maxModelLength: lengthOf(fact, known),
    utilization: shareOf(fact),
    expertParallel: withExpertParallel(fact),
  };
}

/** Published tables call every four-bit float fp4; a checkpoint that is sized by another one is in what its own name says. */
function precisionOf({ precision }: Fact, known: KnownModel): Precision | undefined {
  return known.precision ?? normalisePrecision(precision);
}

function lengthOf({ max_model_len, note }: Fact, known: KnownModel | undefined): number {
  const stated = max_model_len ?? Number(/(?:max-model-len|context) (\d+)/.exec(note)?.[1] ?? 8192);
  const reading = known?.facts.reading;
  return Math.min(stated, (reading?.ok && reading.layout.contextLimit) || stated);
}

/** `needs ... mem-fraction 0.9`; the run that was measured at 0.95 though 0.9 was printed. */
function shareOf({ note }: Fact): number | undefined {
  const share = /(?:mem-fraction|used util) (0\.\d+)/.exec(note)?.[1];
  return share === undefined ? undefined : Number(share);
}

/** Benchmarks that ran with and without it have a 1 in the list. */
function withExpertParallel({ note }: Fact): boolean {
  const sizes = /with expert parallel \[([\d, ]+)\]/.exec(note)?.[1]?.split(', ');
  return note.includes('--ep-size') || (sizes !== undefined && !sizes.includes('1'));
}
