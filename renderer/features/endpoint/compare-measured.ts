import { compareEstimate, type Comparison as Judged } from '../../../engine/contract/compare-estimate.ts';
import type { EstimateView } from '../../../engine/contract/views/fit.ts';
import type { ChatEvent } from '../../../engine/contract/views/workbench.ts';
import { formatDuration, noData, significant } from '../../format/duration.ts';
import { durationRange, numberRange } from '../../format/range.ts';

export type Measures = Pick<Extract<ChatEvent, { type: 'done' }>, 'ttftMs' | 'tokensPerSecond'>;

/** A figure that was both expected and measured. */
export interface Comparison extends Pick<Judged, 'standing' | 'sentence'> {
  name: string;
  measured: string;
  expected: string;
}

/** One answer's figures beside what the arithmetic expects of a single sequence; only those of which both are known. */
export function compareMeasured(estimate: EstimateView, measures: Measures): Comparison[] {
  const { ttftMs, itlMs } = estimate;
  // The speed of one sequence after its first token is the inverse of the time between its tokens.
  const speed = { low: 1000 / itlMs.high, high: 1000 / itlMs.low };
  const shown = {
    ttft: { name: 'TTFT', measured: formatDuration(measures.ttftMs ?? 0), expected: ttftMs ? durationRange(ttftMs) : noData },
    tokensPerSecond: { name: 'Tokens/s', measured: significant(measures.tokensPerSecond ?? 0), expected: numberRange(speed) },
  };
  return compareEstimate(
    { ...estimate, tokensPerSecond: speed },
    { ttftMs: measures.ttftMs, tokensPerSecond: measures.tokensPerSecond },
  ).flatMap(({ figure, standing, sentence }) => (figure === 'itl' ? [] : [{ ...shown[figure], standing, sentence }]));
}
