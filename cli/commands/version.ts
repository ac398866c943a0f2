import { slipwayVersion } from '../../host/version.ts';
import { defineCommand, jsonArgument } from '../command.ts';
import { print, printJson } from '../output.ts';

export const version = defineCommand({
  name: 'version',
  description: 'Print the version.',
  examples: ['slipway version'],
  args: { ...jsonArgument },
  async run(args) {
    if (args.json) printJson({ version: slipwayVersion(), node: process.versions.node });
    else print(slipwayVersion());
  },
});
