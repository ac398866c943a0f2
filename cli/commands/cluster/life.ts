/** Pausing, resuming and deleting a cluster. */
import { dataDirectoryArgument, defineCommand, jsonArgument, yesArgument } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { runFlow, verboseArgument } from '../../flows/run-flow.ts';

const nameArgument = { name: { type: 'positional', required: true, description: 'The cluster' } } as const;

export const pauseCluster = defineCommand({
  name: 'cluster pause',
  description: 'Stop a kind cluster and keep everything in it.',
  examples: ['slipway cluster pause dev'],
  args: { ...nameArgument, ...verboseArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) => runFlow(args, (call) => call.clusters.pause.mutate({ name: args.name }), `The cluster ${args.name} is paused.`),
});

export const resumeCluster = defineCommand({
  name: 'cluster resume',
  description: 'Start a paused cluster again.',
  examples: ['slipway cluster resume dev'],
  args: { ...nameArgument, ...verboseArgument, ...jsonArgument, ...dataDirectoryArgument },
  run: (args) => runFlow(args, (call) => call.clusters.resume.mutate({ name: args.name }), `The cluster ${args.name} runs.`),
});

export const deleteCluster = defineCommand({
  name: 'cluster delete',
  description: 'Delete a kind cluster with everything in it, or forget one that was attached.',
  examples: ['slipway cluster delete dev', 'slipway cluster delete dev --yes'],
  args: { ...nameArgument, ...yesArgument, ...verboseArgument, ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const clusters = await withAnyEngine(args['data-dir'], (call) => call.clusters.list.query());
    const attached = clusters.some(({ name, provider }) => name === args.name && provider === 'remote');
    const question = attached
      ? `Forget the cluster ${args.name}? Nothing in it is changed.`
      : `Delete the cluster ${args.name} with everything in it?`;
    await confirm(question, args.yes === true);
    const done = attached ? `The cluster ${args.name} is forgotten.` : `The cluster ${args.name} is deleted.`;
    await runFlow(args, (call) => call.clusters.remove.mutate({ name: args.name }), done);
  },
});
