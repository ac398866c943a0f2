import { dataDirectoryOf } from '../../host/data-directory.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument, yesArgument } from '../command.ts';
import { confirm } from '../confirm.ts';
import { print, printJson } from '../output.ts';

export const resetSandbox = defineCommand({
  name: 'sandbox reset',
  description: 'Delete the sandbox cluster with everything in it; the next serve makes a new one.',
  examples: ['slipway sandbox reset --yes'],
  args: { ...yesArgument, ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const dataDirectory = dataDirectoryOf(args['data-dir'], process.env);
    await confirm(`Delete the sandbox under ${dataDirectory} with all its objects?`, args.yes === true);
    const { resetSandboxOf } = await import('../../host/sandbox-files.ts');
    await resetSandboxOf(dataDirectory);
    if (args.json) printJson({ reset: dataDirectory });
    else print(`The sandbox under ${dataDirectory} is gone.`);
  },
});
