import { type EngineClient, withAnyEngine } from '../engine-client.ts';
import { interrupted } from '../interrupted.ts';
import { print, printJson } from '../output.ts';
import { followFlow } from './follow-flow.ts';

export interface FlowArguments {
  'data-dir'?: string | undefined;
  json?: boolean | undefined;
  verbose?: boolean | undefined;
}

/** Options of every command that starts a flow. */
export const verboseArgument = {
  verbose: { type: 'boolean', alias: 'v', description: 'Print every line of the log' },
} as const;

/** Starts a flow, follows it to its end, and says `done`. Ctrl-C cancels it. */
export async function runFlow(
  args: FlowArguments,
  start: (call: EngineClient['call']) => Promise<{ flow: string }>,
  done: string,
): Promise<void> {
  await withAnyEngine(args['data-dir'], async (call) => {
    const { flow } = await start(call);
    const ended = await followFlow(call, flow, { signal: interrupted(), verbose: args.verbose });
    if (args.json) printJson(ended);
    else print(done);
  });
}
