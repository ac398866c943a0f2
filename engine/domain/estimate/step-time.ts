/** From work to time: the better bound has moving and computing side by side, the worse one after the other. */
import {
  allReduceMicroseconds,
  type Efficiency,
  layerOverheadMicroseconds,
  linkBandwidth,
  type Share,
  stepOverheadMs,
} from './efficiency.ts';
import type { Work } from './work.ts';

export interface Speeds {
  /** GB/s. */
  readonly bandwidth: number;
  /** Undefined: not known, and then not counted. */
  readonly tflops: number | undefined;
  readonly efficiency: Efficiency;
  readonly tensorParallel: number;
  readonly layers: number;
  readonly kind: keyof typeof layerOverheadMicroseconds;
}

/** Milliseconds. */
export function stepTime(work: Work, speeds: Speeds): Share {
  const moving = { low: movingMs(work, speeds, 'high'), high: movingMs(work, speeds, 'low') };
  const computing = { low: computingMs(work, speeds, 'high'), high: computingMs(work, speeds, 'low') };
  return {
    low: Math.max(moving.low, computing.low) + exchangingMs(work, speeds, 'high') + overheadMs(speeds, 'low'),
    high: moving.high + computing.high + exchangingMs(work, speeds, 'low') + overheadMs(speeds, 'high'),
  };
}

function overheadMs({ layers, kind }: Speeds, at: keyof Share): number {
  return stepOverheadMs[at] + (layers * layerOverheadMicroseconds[kind][at]) / 1000;
}

function movingMs({ bytes }: Work, { bandwidth, efficiency }: Speeds, at: keyof Share): number {
  return bytes / (bandwidth * 1e6 * efficiency.bandwidth[at]);
}

function computingMs({ operations }: Work, { tflops, efficiency }: Speeds, at: keyof Share): number {
  return tflops === undefined ? 0 : operations / (tflops * 1e9 * efficiency.compute[at]);
}

/** Two all-reduces a layer; each has a fixed time, and one that grows with the message. `at`: how good the links are. */
function exchangingMs({ exchanged }: Work, { tensorParallel, layers }: Speeds, at: keyof Share): number {
  if (tensorParallel <= 1) return 0;
  const fixed = allReduceMicroseconds[at === 'high' ? 'low' : 'high'] / 1000;
  const moved = (2 * (tensorParallel - 1) * exchanged) / tensorParallel;
  return 2 * layers * (fixed + moved / (linkBandwidth[at] * 1e6));
}
