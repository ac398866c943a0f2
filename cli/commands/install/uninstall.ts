import { dataDirectoryArgument, defineCommand, jsonArgument, yesArgument } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { followFlow } from '../../flows/follow-flow.ts';
import { verboseArgument } from '../../flows/run-flow.ts';
import { interrupted } from '../../interrupted.ts';
import { print, printJson, say } from '../../output.ts';
import { mustBePossible, planText } from './plan-text.ts';

export const uninstall = defineCommand({
  name: 'uninstall',
  description: 'Remove Slipway from a cluster. Its kinds, and the endpoints that were applied, stay unless asked.',
  examples: [
    'slipway uninstall --cluster dev',
    'slipway uninstall --cluster dev --dry-run',
    'slipway uninstall --cluster dev --delete-kinds --delete-models --yes',
  ],
  args: {
    cluster: { type: 'string', alias: 'c', required: true, valueHint: 'name', description: 'The cluster' },
    'delete-kinds': { type: 'boolean', description: 'Remove the custom resource definitions too; needs --delete-models' },
    'delete-models': { type: 'boolean', description: 'Remove every endpoint, recipe and cache that was applied' },
    'dry-run': { type: 'boolean', description: 'Print what would be removed, and change nothing' },
    ...yesArgument,
    ...verboseArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const { cluster } = args;
    const draft = { deleteKinds: args['delete-kinds'] === true, deleteModels: args['delete-models'] === true };
    await withAnyEngine(args['data-dir'], async (call) => {
      const plan = await call.installations.planRemoval.query({ cluster, draft });
      if (args['dry-run']) return args.json ? printJson(plan) : print(planText(plan));
      if (!args.json) say(planText(plan));
      mustBePossible(plan);
      await confirm(`Remove Slipway from ${cluster}?`, args.yes === true);
      const { flow } = await call.installations.uninstall.mutate({ cluster, draft });
      const ended = await followFlow(call, flow, { signal: interrupted(), verbose: args.verbose });
      if (args.json) printJson(ended);
      else print(`Slipway is removed from ${cluster}.`);
    });
  },
});
