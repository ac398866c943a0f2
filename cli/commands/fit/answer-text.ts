import type { FitAnswer, FitBudget } from '../../../engine/contract/views/fit.ts';
import { gibText, sizeText } from '../../../engine/domain/units.ts';
import { styled, table } from '../../output.ts';
import { pasteable } from './command-line.ts';

/** The answer for people: the verdict, where the memory goes, what is possible, and what to change. `words`: the command as it was typed. */
export function answerText(answer: FitAnswer, words: readonly string[]): string {
  return [headline(answer), reasons(answer), budget(answer), possible(answer), estimate(answer), changes(answer, words)]
    .filter((part) => part !== '')
    .join('\n\n');
}

const verdicts = {
  fits: ['green', 'Fits'],
  does_not_fit: ['red', 'Does not fit'],
  incompatible: ['red', 'Cannot run'],
  unknown: ['yellow', 'Not known'],
} as const;

function headline({ verdict, model, gpu, gpuCount, engine, precision }: FitAnswer): string {
  const [colour, word] = verdicts[verdict];
  const how = [engine === 'sglang' ? 'SGLang' : 'vLLM', ...(precision === null ? [] : [precision])].join(', ');
  const place = gpu === null ? '' : ` on ${gpuCount} x ${gpu}`;
  return `${styled([colour, 'bold'], `${word}:`)} ${styled('bold', `${model ?? 'the model'}${place}`)} (${how})`;
}

function reasons(answer: FitAnswer): string {
  return answer.reasons.map((reason) => `  ${reason}`).join('\n');
}

function budget({ perGpu, gpuCount }: FitAnswer): string {
  if (!perGpu) return '';
  const { weightsBytes, kvBytes, activationBytes, otherBytes, freeBytes, totalBytes } = perGpu;
  const items: [string, number][] = [
    ['Weights', weightsBytes],
    ['KV cache', kvBytes],
    ['Activations', activationBytes],
    ['Other', otherBytes],
    [freeBytes < 0 ? 'Missing' : 'Free for more', Math.abs(freeBytes)],
    ['Left to others', untouched(perGpu)],
  ];
  const shown = items.filter(([, bytes]) => Math.round(bytes) > 0);
  const rows = shown.map(([name, bytes]) => [
    name,
    gibText(bytes).padStart(10),
    `${((100 * bytes) / totalBytes).toFixed(1)} %`.padStart(8),
  ]);
  return table([gpuCount === 1 ? 'MEMORY' : 'ON EACH GPU', ` of ${gibText(totalBytes)}`, '   SHARE'], rows);
}

/** What the engine is told not to take. */
function untouched({ totalBytes, weightsBytes, kvBytes, activationBytes, otherBytes, freeBytes }: FitBudget): number {
  return totalBytes - weightsBytes - kvBytes - activationBytes - otherBytes - freeBytes;
}

function possible(answer: FitAnswer): string {
  const { maxModelLen, maxConcurrency, minGpuCount, validTensorParallel, weightBytes, paramCount, kvBytesPerToken } = answer;
  const lines: [string, string | null][] = [
    ['Longest context', maxModelLen === null ? null : `${count(maxModelLen)} tokens`],
    ['At once', maxConcurrency ? `${count(maxConcurrency)} ${maxConcurrency === 1 ? 'sequence' : 'sequences'} of the asked length` : null],
    ['Fewest GPUs', minGpuCount === null ? null : String(minGpuCount)],
    ['Tensor parallel', validTensorParallel.length === 0 ? null : validTensorParallel.join(', ')],
    ['Weights', weightBytes === null ? null : weights({ weightBytes, paramCount, weightBasis: answer.weightBasis })],
    ['KV cache', kvBytesPerToken === null ? null : `${count(kvBytesPerToken)} bytes a token`],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(16)}${value}`])).join('\n');
}

const bases = { index: "the checkpoint's index", files: 'the sizes of the files', shapes: "the tensors' shapes", gguf: 'the GGUF header' };

function weights({
  weightBytes,
  paramCount,
  weightBasis,
}: { weightBytes: number } & Pick<FitAnswer, 'paramCount' | 'weightBasis'>): string {
  const parameters = paramCount === null ? '' : ` of ${(paramCount / 1e9).toFixed(1)} billion parameters`;
  return `${sizeText(weightBytes)}${parameters}${weightBasis === null ? '' : `, by ${bases[weightBasis]}`}`;
}

function estimate({ estimate: expected }: FitAnswer): string {
  if (!expected) return '';
  const { ttftMs, itlMs, tokensPerSecond, costPerMillionTokens: cost, basis } = expected;
  const range = ({ low, high }: { low: number; high: number }, digits = 0) => `${low.toFixed(digits)} to ${high.toFixed(digits)}`;
  return [
    styled('bold', 'To expect'),
    ...(ttftMs ? [`  The first token after ${range(ttftMs)} ms`] : []),
    `  A token every ${range(itlMs, 1)} ms; ${range(tokensPerSecond)} tokens/s in all`,
    ...(cost ? [`  A million output tokens cost ${range(cost, 2)}`] : []),
    ...basis.map((line) => `  ${styled('dim', line)}`),
  ].join('\n');
}

function changes({ alternatives }: FitAnswer, words: readonly string[]): string {
  if (alternatives.length === 0) return '';
  const lines = alternatives.flatMap(({ sentence, option }) => [`  ${sentence}`, `    ${styled('cyan', pasteable(words, option))}`]);
  return [styled('bold', 'What would change it'), ...lines].join('\n');
}

/** `131,072`. Not by Intl, whose data takes longer to load than all of this. */
function count(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
