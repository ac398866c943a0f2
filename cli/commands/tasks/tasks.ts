/** Long actions: what runs, what was interrupted, and how to go on. */
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { followFlow } from '../../flows/follow-flow.ts';
import { verboseArgument } from '../../flows/run-flow.ts';
import { fullId, shortId } from '../../flows/task-id.ts';
import { follow } from '../../follow.ts';
import { interrupted } from '../../interrupted.ts';
import { age, print, printJson, table } from '../../output.ts';

const idArgument = { id: { type: 'positional', required: true, description: 'The task' } } as const;

export const listTasks = defineCommand({
  name: 'tasks list',
  description: 'Long actions, latest first; one that was interrupted can be resumed or cleaned up.',
  examples: ['slipway tasks list', 'slipway tasks list --json'],
  args: { ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const flows = await withAnyEngine(args['data-dir'], (call) => call.flows.list.query());
    if (args.json) return printJson(flows);
    const rows = flows.map((flow) => [
      shortId(flow),
      flow.title,
      flow.state,
      age(flow.startedAt, Date.now()),
      flow.error?.message ?? flow.message ?? '',
    ]);
    print(rows.length === 0 ? 'No task yet.' : table(['ID', 'TASK', 'STATE', 'AGE', 'MESSAGE'], rows));
  },
});

export const taskLog = defineCommand({
  name: 'tasks log',
  description: 'Print what a task has said, and go on until it ends.',
  examples: ['slipway tasks log 3f2a'],
  args: { ...idArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) =>
    withAnyEngine(args['data-dir'], async (call) => {
      const id = fullId(await call.flows.list.query(), args.id);
      const take = (line: { text: string }) => print(args.json ? JSON.stringify(line) : line.text);
      await follow(call.flows.log, { id }, { take, signal: interrupted() });
    }),
});

export const resumeTask = defineCommand({
  name: 'tasks resume',
  description: 'Go on with a task that was interrupted or failed.',
  examples: ['slipway tasks resume 3f2a'],
  args: { ...idArgument, ...verboseArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) =>
    withAnyEngine(args['data-dir'], async (call) => {
      const id = fullId(await call.flows.list.query(), args.id);
      await call.flows.resume.mutate({ id });
      const ended = await followFlow(call, id, { signal: interrupted(), verbose: args.verbose });
      if (args.json) printJson(ended);
      else print(`${ended.title}: done.`);
    }),
});

export const cancelTask = defineCommand({
  name: 'tasks cancel',
  description: 'End a task, and remove what it made.',
  examples: ['slipway tasks cancel 3f2a'],
  args: { ...idArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) =>
    withAnyEngine(args['data-dir'], async (call) => {
      const id = fullId(await call.flows.list.query(), args.id);
      const flow = await call.flows.cancel.mutate({ id });
      if (args.json) printJson(flow);
      else print(`${flow.title}: ${flow.state}.`);
    }),
});

export const cleanUpTask = defineCommand({
  name: 'tasks clean-up',
  description: 'Remove what a task that was interrupted or failed has left.',
  examples: ['slipway tasks clean-up 3f2a'],
  args: { ...idArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) =>
    withAnyEngine(args['data-dir'], async (call) => {
      const id = fullId(await call.flows.list.query(), args.id);
      const flow = await call.flows.cleanUp.mutate({ id });
      if (args.json) printJson(flow);
      else print(`${flow.title}: cleaned up.`);
    }),
});
