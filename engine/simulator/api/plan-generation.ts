/** From a request's body to what the engine is to generate. Pure: the same body and draw give the same plan. */
import { hashText } from '../random.ts';
import { prefixHashes, splitTokens } from '../text/tokens.ts';
import { type Answer, writeAnswer } from '../text/write-answer.ts';
import { answerTooLong, promptTooLong } from './errors.ts';
import type { ChatRequest, CompletionRequest, Message, Sampling } from './request-schema.ts';

export interface GenerationPlan {
  readonly promptTokens: number;
  readonly prefix: readonly number[];
  readonly answer: Answer;
  /** As asked for, or what the context leaves. */
  readonly maxTokens: number;
  readonly stream: boolean;
  /** A last chunk of a stream tells the usage. */
  readonly streamUsage: boolean;
}

export interface GenerationSettings {
  readonly maxModelLen: number;
  /** Tokens in a KV block. */
  readonly blockSize: number;
  /** What makes the server's answers its own. */
  readonly seed: number;
  /** 32 random bits, used when the request asks for variety (a temperature above 0) and gives no seed. */
  readonly draw: number;
}

/** What vLLM generates at most when a completion request does not say. */
const defaultCompletionTokens = 16;

/** Throws an ApiError when the context is too short. */
export function planChat(request: ChatRequest, settings: GenerationSettings): GenerationPlan {
  const asked = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  return plan(request, { prompt: chatPrompt(request.messages), asked }, settings);
}

/** Throws an ApiError when the context is too short. */
export function planCompletion(request: CompletionRequest, settings: GenerationSettings): GenerationPlan {
  return plan(request, { prompt: promptOf(request), asked: request.max_tokens ?? defaultCompletionTokens }, settings);
}

/** Messages as a chat template writes them, up to where the answer begins. */
export function chatPrompt(messages: readonly Message[]): string {
  return `${messages.map(({ role, content }) => `<${role}>${contentText(content)}\n`).join('')}<assistant>`;
}

function contentText(content: Message['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text = '' }) => text).join('\n');
}

/** Token numbers count as a word each. */
function promptOf({ prompt }: CompletionRequest): string {
  if (typeof prompt === 'string') return prompt;
  const [first] = prompt;
  if (typeof first === 'string') return first;
  const numbers = typeof first === 'number' ? (prompt as number[]) : (first ?? []);
  return numbers.map((number) => String.fromCharCode(97 + (number % 26))).join(' ');
}

function plan(
  request: Sampling,
  { prompt, asked }: { prompt: string; asked: number | undefined },
  settings: GenerationSettings,
): GenerationPlan {
  const { maxModelLen, blockSize } = settings;
  const tokens = splitTokens(prompt);
  const promptTokens = Math.max(1, tokens.length);
  if (promptTokens >= maxModelLen) throw promptTooLong(promptTokens, maxModelLen);
  const maxTokens = asked ?? maxModelLen - promptTokens;
  if (promptTokens + maxTokens > maxModelLen) throw answerTooLong({ promptTokens, maxTokens, maxModelLen });
  const answer = writeAnswer({
    prompt,
    seed: seedOf(request, prompt, settings),
    maxTokens,
    minTokens: request.min_tokens ?? 0,
    stop: stopStrings(request.stop),
    ignoreEnd: request.ignore_eos ?? false,
    includeStop: request.include_stop_str_in_output ?? false,
  });
  const stream = request.stream ?? false;
  return {
    promptTokens,
    prefix: prefixHashes(tokens, blockSize),
    answer,
    maxTokens,
    stream,
    streamUsage: request.stream_options?.include_usage ?? false,
  };
}

/** A temperature of 0 says the same each time; above, only with a seed. vLLM's default temperature is 1. */
function seedOf(request: Sampling, prompt: string, { seed, draw }: GenerationSettings): number {
  const varied = request.temperature === 0 ? 0 : (request.seed ?? draw);
  return hashText(`${seed}/${varied}/${prompt}`);
}

function stopStrings(stop: Sampling['stop']): string[] {
  const given = typeof stop === 'string' ? [stop] : (stop ?? []);
  return given.filter((text) => text !== '');
}
