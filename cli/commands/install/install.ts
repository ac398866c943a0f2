import { dataDirectoryArgument, defineCommand, jsonArgument, yesArgument } from '../../command.ts';
import { confirm } from '../../confirm.ts';
import { type EngineClient, withAnyEngine } from '../../engine-client.ts';
import { followFlow } from '../../flows/follow-flow.ts';
import { verboseArgument } from '../../flows/run-flow.ts';
import { interrupted } from '../../interrupted.ts';
import { print, printJson, say } from '../../output.ts';
import { installArguments, installDraftOf } from './arguments.ts';
import { changesAnything, mustBePossible, planText } from './plan-text.ts';

const common = {
  cluster: { type: 'string', alias: 'c', required: true, valueHint: 'name', description: 'The cluster' },
  'dry-run': { type: 'boolean', description: 'Print the plan, or with -o yaml the manifests, and change nothing' },
  output: { type: 'enum', alias: 'o', options: ['yaml'] as 'yaml'[], description: 'With --dry-run: the manifests' },
  ...installArguments,
  ...yesArgument,
  ...verboseArgument,
  ...jsonArgument,
  ...dataDirectoryArgument,
} as const;

export const install = defineCommand({
  name: 'install',
  description: "Install Slipway's operator and gateway into a cluster. What is there already stays; doing it again changes nothing.",
  examples: [
    'slipway install --cluster dev',
    'slipway install --cluster prod --registry registry.example.com/slipway --dry-run',
    'slipway install --cluster prod --dry-run -o yaml > slipway.yaml',
    'slipway install --cluster prod --operator local',
  ],
  args: common,
  run: (args) => carryOut(args),
});

export const upgrade = defineCommand({
  name: 'upgrade',
  description: 'Bring an installation to the version of this Slipway, and remove what it no longer needs.',
  examples: ['slipway upgrade --cluster dev', 'slipway upgrade --cluster prod --dry-run'],
  args: common,
  run: (args) => carryOut(args),
});

type Arguments = Parameters<typeof installDraftOf>[0] & {
  cluster: string;
  'dry-run'?: boolean | undefined;
  output?: 'yaml' | undefined;
  yes?: boolean | undefined;
  verbose?: boolean | undefined;
  json?: boolean | undefined;
  'data-dir'?: string | undefined;
};

async function carryOut(args: Arguments): Promise<void> {
  const { cluster } = args;
  const draft = installDraftOf(args);
  await withAnyEngine(args['data-dir'], async (call) => {
    if (args['dry-run'] && args.output === 'yaml') return print((await call.installations.manifests.query({ cluster, draft })).trimEnd());
    const plan = await call.installations.plan.query({ cluster, draft });
    if (args['dry-run']) return args.json ? printJson(plan) : print(planText(plan));
    if (!args.json) say(planText(plan));
    mustBePossible(plan);
    if (changesAnything(plan)) await confirm('Do this?', args.yes === true);
    await followInstall(call, args, draft);
  });
}

async function followInstall(call: EngineClient['call'], args: Arguments, draft: ReturnType<typeof installDraftOf>): Promise<void> {
  const { cluster } = args;
  const { flow } = await call.installations.install.mutate({ cluster, draft });
  const ended = await followFlow(call, flow, { signal: interrupted(), verbose: args.verbose });
  if (args.json) printJson(ended);
  else print(`Slipway works in ${cluster}. Next: slipway apply -f endpoint.yaml --cluster ${cluster}`);
}
