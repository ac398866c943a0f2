/** Why each option that was not chosen was not. */
import { describeOption, type JudgedOption } from './option.ts';
import type { ReasonCode } from './reason-code.ts';

export interface Refusal {
  readonly option: string;
  readonly verdict: 'does_not_fit' | 'incompatible' | 'unknown' | 'lower_preference';
  readonly code: ReasonCode;
  readonly reason: string;
  readonly change?: string | undefined;
}

export function refusalOf(option: JudgedOption, chosen: JudgedOption | undefined): Refusal {
  const name = describeOption(option);
  if (!option.admitted && option.verdict !== 'fits') {
    const { verdict, code = 'Incompatible', reason, change } = option;
    return { option: name, verdict, code, reason, ...(change ? { change } : {}) };
  }
  return {
    option: name,
    verdict: 'lower_preference',
    code: option.code ?? 'LowerPreferenceRank',
    reason: chosen ? `${describeOption(chosen)} is preferred.` : 'It is not the only best one.',
  };
}

/** The admitted options with the word for where each stands. `tied`: those that are equally good, of which none was chosen. */
export function withCodes(
  options: readonly JudgedOption[],
  chosen: JudgedOption | undefined,
  tied: readonly JudgedOption[],
): JudgedOption[] {
  return options.map((option) => {
    if (!option.admitted) return option;
    if (option === chosen) return { ...option, code: 'BestMatch' };
    return { ...option, code: tied.includes(option) ? 'EquallyGood' : 'LowerPreferenceRank' };
  });
}
