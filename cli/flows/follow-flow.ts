import { SlipwayError } from '../../engine/contract/errors.ts';
import type { FlowLogLine, FlowView } from '../../engine/contract/views/flow.ts';
import { type EngineClient, follow } from '../engine-client.ts';
import { say } from '../output.ts';

type Call = EngineClient['call'];

export interface FollowOptions {
  /** Aborting it cancels the flow, and what it made is removed; the flow is followed to its end all the same. */
  signal: AbortSignal;
  /** Whether each line of its log is printed. */
  verbose?: boolean | undefined;
}

/**
 * Prints a flow's steps as they begin and end, until it ends, and gives it as it is then. Rejects with why it failed, and with
 * `cancelled`.
 */
export async function followFlow(call: Call, id: string, { signal, verbose }: FollowOptions): Promise<FlowView> {
  const log = new AbortController();
  const lines = verbose
    ? follow(call.flows.log, { id }, { take: (line: FlowLogLine) => say(`  ${line.text}`), signal: log.signal })
    : undefined;
  const cancel = (): void => {
    say('Cancelling, and removing what was made ...');
    call.flows.cancel.mutate({ id }).catch((error: unknown) => say(String(error instanceof Error ? error.message : error)));
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const last = await untilEnded(call, id, verbose);
    return endedWell(last);
  } finally {
    signal.removeEventListener('abort', cancel);
    log.abort();
    await lines;
  }
}

async function untilEnded(call: Call, id: string, verbose = false): Promise<FlowView> {
  const told = new Map<string, string>();
  let last: FlowView | undefined;
  const take = (view: FlowView): void => {
    last = view;
    for (const line of newLines(view, told, verbose)) say(line);
  };
  await follow(call.flows.watchOne, { id }, { take, signal: new AbortController().signal });
  if (!last) throw new SlipwayError('not_found', `The task ${id} is not known any more.`);
  return last;
}

/** What is to be said of the steps that was not said before. */
function newLines({ steps }: FlowView, told: Map<string, string>, verbose: boolean): string[] {
  return steps.flatMap((step) => {
    // What a step says is in its log, which is printed too when all of it is wanted.
    const line = stepLine(verbose ? { ...step, message: null } : step);
    if (line === undefined || told.get(step.id) === line) return [];
    told.set(step.id, line);
    return [line];
  });
}

function stepLine({ label, state, message, startedAt, endedAt }: FlowView['steps'][number]): string | undefined {
  switch (state) {
    case 'running':
      return message ? `  ${label}: ${message}` : `  ${label} ...`;
    case 'done':
      return `✓ ${label}${startedAt !== null && endedAt !== null ? ` (${((endedAt - startedAt) / 1000).toFixed(1)} s)` : ''}`;
    case 'failed':
      return `✗ ${label}`;
    default:
      return undefined;
  }
}

function endedWell(flow: FlowView): FlowView {
  if (flow.state === 'done') return flow;
  if (flow.state === 'cancelled') throw new SlipwayError('cancelled', `${flow.title}: cancelled. What it had made was removed.`);
  const { code = 'internal', message = flow.message ?? `${flow.title} did not end.`, fix, problems = [] } = flow.error ?? {};
  const log = `slipway tasks log ${flow.id}`;
  const next = flow.can.resume ? `Go on with "slipway tasks resume ${flow.id}"; its log: ${log}.` : `Its log: ${log}.`;
  throw new SlipwayError(code, message, { fix: fix ? `${fix}\n${next}` : next, problems: [...problems] });
}
