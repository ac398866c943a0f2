import { SlipwayError } from '../../engine/contract/errors.ts';
import type { FlowLogLine, FlowView } from '../../engine/contract/views/flow.ts';
import type { EngineClient } from '../engine-client.ts';
import { follow } from '../follow.ts';
import { isTerminal, say } from '../output.ts';
import { endedWell } from './flow-end.ts';
import { newStepLines } from './step-lines.ts';

export type FlowCalls = Pick<EngineClient['call'], 'flows'>;

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
export async function followFlow(call: FlowCalls, id: string, { signal, verbose }: FollowOptions): Promise<FlowView> {
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
    return endedWell(await untilEnded(call, id, verbose));
  } finally {
    signal.removeEventListener('abort', cancel);
    log.abort();
    await lines;
  }
}

async function untilEnded(call: FlowCalls, id: string, verbose = false): Promise<FlowView> {
  const told = new Map<string, string>();
  // What a step says is in its log, which is printed too when all of it is wanted.
  const progress = isTerminal() && !verbose;
  let last: FlowView | undefined;
  const take = (view: FlowView): void => {
    last = view;
    for (const line of newStepLines(view, told, { progress })) say(line);
  };
  await follow(call.flows.watchOne, { id }, { take, signal: new AbortController().signal });
  if (!last) throw new SlipwayError('not_found', `The task ${id} is not known any more.`);
  return last;
}
