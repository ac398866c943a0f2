/** An estimate beside what an endpoint then measures: the same judgement wherever it is shown. */
import type { EstimateView } from './views/fit.ts';

export interface Measured {
  /** Milliseconds to the first token. */
  readonly ttftMs?: number | null | undefined;
  /** Milliseconds from token to token. */
  readonly itlMs?: number | null | undefined;
  /** Of the whole server. */
  readonly tokensPerSecond?: number | null | undefined;
}

export interface Comparison {
  readonly figure: 'ttft' | 'itl' | 'tokensPerSecond';
  readonly standing: 'within' | 'slower' | 'faster';
  /** How many times slower or faster than the nearer end of the range; 1 within it. */
  readonly factor: number;
  readonly sentence: string;
}

/** One comparison for each figure that was both estimated and measured. */
export function compareEstimate(estimate: EstimateView, measured: Measured): Comparison[] {
  const { ttftMs, itlMs, tokensPerSecond } = estimate;
  const compared = [
    compareTime('ttft', ttftMs, measured.ttftMs),
    compareTime('itl', itlMs, measured.itlMs),
    compareRate(tokensPerSecond, measured.tokensPerSecond),
  ];
  return compared.filter((each) => each !== undefined);
}

type Range = EstimateView['itlMs'];
type Figure = number | null | undefined;

function compareTime(figure: 'ttft' | 'itl', expected: Range | null, measured: Figure): Comparison | undefined {
  if (!expected || !isRange(expected) || !isFigure(measured)) return undefined;
  const factor = measured > expected.high ? measured / expected.high : expected.low / measured;
  const standing = measured > expected.high ? 'slower' : measured < expected.low ? 'faster' : 'within';
  return comparison({
    figure,
    standing,
    factor,
    measured: `${short(measured)} ms`,
    expected: `${short(expected.low)} to ${short(expected.high)} ms`,
  });
}

function compareRate(expected: Range, measured: Figure): Comparison | undefined {
  if (!isRange(expected) || !isFigure(measured)) return undefined;
  const factor = measured < expected.low ? expected.low / measured : measured / expected.high;
  const standing = measured < expected.low ? 'slower' : measured > expected.high ? 'faster' : 'within';
  const range = `${short(expected.low)} to ${short(expected.high)} tokens/s`;
  return comparison({ figure: 'tokensPerSecond', standing, factor, measured: `${short(measured)} tokens/s`, expected: range });
}

function isFigure(measured: Figure): measured is number {
  return typeof measured === 'number' && Number.isFinite(measured) && measured > 0;
}

function isRange({ low, high }: Range): boolean {
  return isFigure(low) && isFigure(high);
}

const names = { ttft: 'The first token', itl: 'Each further token', tokensPerSecond: 'The throughput' } as const;

const slow = {
  ttft: 'Prompts waiting for each other, a cold start or a long way to the cluster show here.',
  itl: 'Other work on the GPU, eager mode, PCIe between the GPUs or a busy host show here.',
  tokensPerSecond: 'Fewer sequences at once than assumed, long prompts in between or a busy host show here.',
} as const;

const fast = 'Then the estimate assumed more work than there was: shorter prompts, cached prefixes or speculative decoding.';

interface Found extends Omit<Comparison, 'sentence'> {
  readonly measured: string;
  readonly expected: string;
}

function comparison({ figure, standing, factor, measured, expected }: Found): Comparison {
  const name = names[figure];
  if (standing === 'within') return { figure, standing, factor: 1, sentence: `${name}: ${measured}, within the ${expected} expected.` };
  const hint = standing === 'slower' ? slow[figure] : fast;
  const sentence = `${name}: ${measured}, ${short(factor)} times ${standing} than the ${expected} expected. ${hint}`;
  return { figure, standing, factor, sentence };
}

/** Three digits are more than a range is worth. */
function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}
