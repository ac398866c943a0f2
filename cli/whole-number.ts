import { SlipwayError } from '../engine/contract/errors.ts';

/** The value of an option that counts something; undefined where it was not given. Throws `invalid_input` for anything else. */
export function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new SlipwayError('invalid_input', `${flag} ${text} is not a whole number.`, { fix: `Give a number such as ${flag} 8.` });
}
