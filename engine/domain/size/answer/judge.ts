/** From a budget to a verdict with its numbers. */

import { gibText, sizeText } from '../../units.ts';
import { budgetOf } from '../budget/budget.ts';
import type { Budget } from '../budget/room.ts';
import { keyValueBytesPerToken } from '../cache/cache-cost.ts';
import type { Case } from './case.ts';
import { hasContext, judgedContext, leastContext, longestContext, mostSequences } from './context.ts';
import { notesOf } from './notes.ts';
import type { Refusal } from './refusal.ts';
import type { Sizing, SizingFacts } from './sizing.ts';

/** A vendor's GB are 10^9 bytes at least and 2^30 at most. */
const mostPerNominalByte = 2 ** 30 / 1e9;

export function judge(ready: Case): Sizing {
  const { request } = ready;
  const context = judgedContext(ready);
  const budget = budgetOf(ready.budget, { tokens: context, sequences: hasContext(ready) ? (request.concurrency ?? 1) : 0 });
  const facts = factsOf(ready, context);
  if (!Number.isFinite(budget.free)) return noNumber(ready);
  const verdict = budget.free >= 0 ? 'fits' : 'does_not_fit';
  const [reason, impossible] = verdict === 'fits' ? [fitting(ready, budget, context), false] : failing(ready, budget, context);
  return { verdict, reason, reasons: [reason, ...notesOf(ready, budget, context)], budget, impossible, facts };
}

function factsOf({ weights, budget, formats }: Case, context: number): SizingFacts {
  return {
    weights,
    precision: formats[0]?.weights ?? weights.precision,
    kvBytesPerToken: keyValueBytesPerToken(budget.layout, budget.bytesPerValue),
    context,
  };
}

/** Sums that are no number answer nothing. */
function noNumber({ request }: Case): Sizing {
  const reason = `The size is not known: the sum for ${request.gpu.key} is not a number.`;
  return { verdict: 'unknown', reason, reasons: [reason], impossible: false };
}

function fitting(ready: Case, budget: Budget, context: number): string {
  if (!hasContext(ready))
    return `${gibText(budget.weights)} of weights and about ${gibText(budget.activation)} to compute with fit on each GPU.`;
  const room = `${gibText(budget.weights)} of weights on each GPU leave ${gibText(budget.free + budget.kv)} for the KV cache`;
  const sequences = mostSequences(ready, context);
  return `${room}: ${sequencesText(sequences)} of ${context} tokens${sequences > 1 ? ' at once' : ''}.`;
}

function failing(ready: Case, budget: Budget, context: number): [string, boolean] {
  const most = budget.total * (ready.request.memoryBasis === 'nominal' ? mostPerNominalByte : 1);
  if (budget.weights > most) return [`The weights alone take ${sizeText(budget.weights)} of each GPU's ${sizeText(budget.total)}.`, true];
  const { request, budget: asked } = ready;
  const parts = [`weights ${gibText(budget.weights)}`];
  if (asked.engine === 'vllm') parts.push(`activations about ${gibText(budget.activation)}`);
  if (hasContext(ready)) parts.push(`${sequencesText(request.concurrency ?? 1)} of ${context} tokens (${gibText(budget.kv)})`);
  const needs = `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return [`A GPU has ${gibText(budget.allowed)} for the engine; ${needs} are ${gibText(-budget.free)} more.`, false];
}

function sequencesText(count: number): string {
  return count === 1 ? 'one sequence' : `${count} sequences`;
}

/** The longest context that fits, when it is worth having, in a round figure: the exact one is in the facts. */
export function shorterContext(ready: Case | Refusal): number | undefined {
  if (!ready.ok || !hasContext(ready)) return undefined;
  const tokens = longestContext(ready, ready.request.concurrency ?? 1);
  const round = tokens >= 8 * leastContext ? Math.floor(tokens / leastContext) * leastContext : Math.floor(tokens / 256) * 256;
  if (tokens < leastContext) return undefined;
  return tokens === ready.limit ? tokens : Math.max(leastContext, round);
}
