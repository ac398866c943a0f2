/** What to expect of an endpoint before it runs: from bandwidth and compute, as ranges, with what they follow from. */
import type { EstimateView } from '../../contract/views/fit.ts';
import { basisOf } from './basis.ts';
import { computeRate } from './compute-rate.ts';
import { efficiencyOf, requestOverheadMs, type Share } from './efficiency.ts';
import { type EstimateRequest, type Traffic, trafficOf } from './request.ts';
import { type Speeds, stepTime } from './step-time.ts';
import { decodeWork, prefillWork, type Subject } from './work.ts';

export type Estimated =
  | { readonly ok: true; readonly estimate: EstimateView }
  | { readonly ok: false; readonly missing: readonly string[] };

/** Pure, and never throws; without a figure that everything hangs on, what is missing is named. */
export function estimate(request: EstimateRequest): Estimated {
  const { model, gpu, weights } = request;
  const { reading } = model;
  if (!reading.ok) return { ok: false, missing: reading.missing };
  const missing = whatIsMissing(request, reading);
  if (missing.length > 0 || gpu.bandwidth === undefined) return { ok: false, missing };
  const traffic = trafficOf(request);
  const rate = computeRate(gpu, request.precision, reading.quantization);
  const speeds = {
    bandwidth: gpu.bandwidth,
    tflops: rate?.tflops,
    efficiency: efficiencyOf(gpu),
    tensorParallel: request.tensorParallel,
    layers: reading.layout.split.layers,
    kind: reading.layout.split.experts > 0 ? 'mixture' : 'dense',
  } as const;
  const view = viewOf({ request, reading, weights }, traffic, speeds);
  return { ok: true, estimate: { ...view, basis: basisOf({ request, traffic, speeds, rate }) } };
}

function whatIsMissing({ gpu }: EstimateRequest, { layout, expertsPerToken }: Subject['reading']): string[] {
  const missing: string[] = [];
  if (gpu.bandwidth === undefined) missing.push(`The memory bandwidth of ${gpu.key} is not known: no speed can be estimated.`);
  if (layout.purpose !== 'generate') missing.push('The model generates no text: there are no tokens a second to expect.');
  if (layout.split.experts > 0 && expertsPerToken === undefined) {
    missing.push('The config does not say how many experts compute a token (num_experts_per_tok).');
  }
  return missing;
}

function viewOf(subject: Subject, traffic: Traffic, speeds: Speeds): Omit<EstimateView, 'basis'> {
  const itlMs = stepTime(decodeWork(subject, traffic.sequences, traffic.held), speeds);
  const tokensPerSecond = { low: (1000 * traffic.sequences) / itlMs.high, high: (1000 * traffic.sequences) / itlMs.low };
  return {
    ttftMs: speeds.tflops === undefined ? null : firstTokenMs(subject, traffic, speeds),
    itlMs: { low: itlMs.low, high: itlMs.high },
    tokensPerSecond,
    costPerMillionTokens: costOf(subject.request, tokensPerSecond),
  };
}

/** Of a prompt that does not wait for another. */
function firstTokenMs(subject: Subject, { prompt }: Traffic, speeds: Speeds): Share {
  const prefill = stepTime(prefillWork(subject, prompt), speeds);
  return { low: prefill.low + requestOverheadMs.low, high: prefill.high + requestOverheadMs.high };
}

function costOf({ pricePerHour, tensorParallel, pipelineParallel = 1 }: EstimateRequest, tokensPerSecond: Share): Share | null {
  if (pricePerHour === undefined) return null;
  const perSecond = (pricePerHour * tensorParallel * pipelineParallel) / 3600;
  return { low: (perSecond / tokensPerSecond.high) * 1e6, high: (perSecond / tokensPerSecond.low) * 1e6 };
}
