/** What else to know of a way of running, beside what decides. */

import { gibText } from '../../units.ts';
import type { Budget } from '../budget/room.ts';
import { formatNotes } from '../formats/formats.ts';
import { splitNotes } from '../parallel/split.ts';
import type { Case } from './case.ts';
import { hasContext } from './context.ts';
import { utilizationFlag } from './flags.ts';

export function notesOf(ready: Case, budget: Budget, context: number): string[] {
  return [
    ...(budget.free >= 0 ? contextNote(ready, context) : []),
    ...outsideNote(ready, budget),
    ...(ready.note === undefined ? [] : [ready.note]),
    ...ready.formats.flatMap(formatNotes),
    ...splitNotes(ready.split),
    ...ready.weights.notes,
    ...memoryNotes(ready),
  ];
}

function contextNote(ready: Case, context: number): string[] {
  const { request, limit, budget } = ready;
  if (!hasContext(ready) || request.maxModelLength !== undefined) return [];
  if (budget.layout.contextLimit === undefined)
    return [`The config does not say how long a context may be: ${limit} tokens, as the engines assume.`];
  if (context >= limit) return [];
  if (request.engine === 'sglang')
    return [`The model's own limit of ${limit} tokens does not fit: SGLang refuses requests longer than ${context}.`];
  return [`The model's own limit of ${limit} tokens does not fit: it starts with --max-model-len ${context}.`];
}

/** Graphs, and SGLang's working memory, must find room in what the engine leaves alone. */
function outsideNote({ request }: Case, { total, allowed, graphs, activation }: Budget): string[] {
  const needed = graphs + (request.engine === 'sglang' ? activation : 0);
  if (total - allowed >= needed) return [];
  const flag = utilizationFlag(request.engine);
  const outside = `Outside of what ${flag} grants remain ${gibText(total - allowed)}`;
  return [
    `${outside}, where captured graphs${request.engine === 'sglang' ? ' and activations' : ''} take about ${gibText(needed)}: it may run out of memory.`,
  ];
}

function memoryNotes({ request: { gpu, gpuBytes = 0, memoryBasis } }: Case): string[] {
  const notes: string[] = [];
  if (memoryBasis === 'nominal')
    notes.push(`${gpu.key} is counted with the ${Math.round(gpuBytes / 1e9)} GB that it is sold with; a device reports a little more.`);
  if (gpu.unified) notes.push(`${gpu.key} shares its memory with the host, whose programs must find room in what the engine leaves.`);
  return notes;
}
