import { systemClock } from '../../clusters/clock.ts';
import { addonNames, isAddonName, readAddon } from '../../clusters/sandbox/addons/addon.ts';
import { listAddons } from '../../clusters/sandbox/addons/addon-states.ts';
import { AddonInUse, disableAddon } from '../../clusters/sandbox/addons/disable-addon.ts';
import { enableAddon } from '../../clusters/sandbox/addons/enable-addon.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { connectSandbox } from '../sandbox-cluster.ts';

const addonsArgument = {
  name: { type: 'positional', required: true, description: `${addonNames.join(', ')}; several are separated by spaces` },
} as const;

export const listSandboxAddons = defineCommand({
  name: 'sandbox addons list',
  description: 'Kinds of other projects that the sandbox can have.',
  examples: ['slipway sandbox addons list', 'slipway sandbox addons list --json'],
  args: { ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const addons = await listAddons(await connectSandbox(args['data-dir']));
    if (args.json) printJson(addons);
    else
      print(
        table(
          ['NAME', 'ENABLED', 'KINDS', 'WHAT'],
          addons.map(({ name, enabled, kinds, description }) => [name, enabled, String(kinds.length), description]),
        ),
      );
  },
});

export const enableSandboxAddons = defineCommand({
  name: 'sandbox addons enable',
  description: 'Install the kinds of other projects, so that objects of them can be applied.',
  examples: ['slipway sandbox addons enable gateway-api', 'slipway sandbox addons enable prometheus-operator keda'],
  args: { ...addonsArgument, ...jsonArgument, ...dataDirectoryArgument },
  takesMore: true,
  async run(args) {
    const names = namesIn(args._);
    const cluster = await connectSandbox(args['data-dir']);
    for (const name of names) await enableAddon(cluster, await readAddon(name), systemClock);
    if (args.json) printJson({ enabled: names });
    else for (const name of names) print(`addon/${name} enabled`);
  },
});

export const disableSandboxAddons = defineCommand({
  name: 'sandbox addons disable',
  description: 'Remove the kinds of other projects.',
  examples: ['slipway sandbox addons disable gateway-api', 'slipway sandbox addons disable gateway-api --force'],
  args: {
    ...addonsArgument,
    force: { type: 'boolean', description: 'Even where objects of these kinds exist: they are deleted too' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  takesMore: true,
  async run(args) {
    const names = namesIn(args._);
    const cluster = await connectSandbox(args['data-dir']);
    for (const name of names) await disableAddon(cluster, await readAddon(name), { force: args.force === true }).catch(explainUse);
    if (args.json) printJson({ disabled: names });
    else for (const name of names) print(`addon/${name} disabled`);
  },
});

function namesIn(given: readonly string[]) {
  const names = [...new Set(given)];
  const unknown = names.filter((name) => !isAddonName(name));
  if (unknown.length > 0) {
    throw new SlipwayError('invalid_input', `There is no add-on ${unknown.join(', ')}.`, {
      fix: `Those that there are: ${addonNames.join(', ')}.`,
    });
  }
  return names.filter(isAddonName);
}

function explainUse(error: unknown): never {
  if (!(error instanceof AddonInUse)) throw error;
  throw new SlipwayError('conflict', error.message, {
    cause: error,
    fix: 'Delete them first, or add --force to delete them with their kinds.',
  });
}
