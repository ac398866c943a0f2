/** The whole answer to a prompt, decided before the first token is told: tokens and why they end. */
import { seededRandom } from '../random.ts';
import { sentencesAbout } from './sentences.ts';
import { splitTokens } from './tokens.ts';

export interface AnswerRequest {
  readonly prompt: string;
  readonly seed: number;
  readonly maxTokens: number;
  /** Neither the end of the text nor a stop string ends the answer before so many tokens. */
  readonly minTokens: number;
  readonly stop: readonly string[];
  /** Go on until `maxTokens`. */
  readonly ignoreEnd: boolean;
  /** Keep the stop string in the text. */
  readonly includeStop: boolean;
}

export interface Answer {
  /** Texts of the generated tokens, at least one. Empty ones are generated but not shown: the end mark, what a stop string cuts off. */
  readonly tokens: readonly string[];
  readonly finishReason: 'stop' | 'length';
  /** The stop string that ended it. */
  readonly stopReason: string | null;
}

/** The same request gives the same answer. */
export function writeAnswer(request: AnswerRequest): Answer {
  const { tokens, ended } = writeTokens(request);
  const stopped = stopAt(tokens, request);
  if (stopped) return stopped;
  return { tokens, finishReason: ended ? 'stop' : 'length', stopReason: null };
}

function writeTokens({ prompt, seed, maxTokens, minTokens, ignoreEnd }: AnswerRequest): { tokens: string[]; ended: boolean } {
  const random = seededRandom(seed);
  const wanted = 2 + Math.floor(random() * 6);
  const tokens: string[] = [];
  let sentences = 0;
  for (const sentence of sentencesAbout(prompt, random)) {
    for (const token of splitTokens(sentence)) tokens.push(token);
    sentences++;
    if (tokens.length >= maxTokens) return { tokens: tokens.slice(0, maxTokens), ended: false };
    if (sentences >= wanted && tokens.length >= minTokens && !ignoreEnd) break;
  }
  // The end mark is a token too, without text.
  return { tokens: [...tokens, ''], ended: true };
}

/** The answer up to the first stop string, where there is one. */
function stopAt(tokens: readonly string[], { stop, minTokens, includeStop }: AnswerRequest): Answer | undefined {
  if (stop.length === 0) return undefined;
  const longest = Math.max(...stop.map((each) => each.length));
  let text = '';
  for (const [index, token] of tokens.entries()) {
    const from = Math.max(0, text.length - longest);
    text += token;
    if (index + 1 < minTokens) continue;
    const [first] = stop
      .map((each) => ({ each, at: text.indexOf(each, from) }))
      .filter(({ at }) => at !== -1)
      .sort((one, other) => one.at - other.at);
    if (!first) continue;
    const length = first.at + (includeStop ? first.each.length : 0);
    return { tokens: cutText(tokens.slice(0, index + 1), length), finishReason: 'stop', stopReason: first.each };
  }
  return undefined;
}

/** The same number of tokens, with only the first `length` characters of their text. */
function cutText(tokens: readonly string[], length: number): string[] {
  let left = length;
  return tokens.map((token) => {
    const kept = token.slice(0, left);
    left -= kept.length;
    return kept;
  });
}
