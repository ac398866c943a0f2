import { dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { withEngine } from '../engine-client.ts';
import { age, print, printJson, table } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';

export const history = defineCommand({
  name: 'history',
  description: 'What was applied through Slipway, latest first.',
  examples: ['slipway history', 'slipway history --limit 1 --json'],
  args: {
    limit: { type: 'string', default: '20', valueHint: 'count', description: 'At most so many' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const limit = wholeNumber('--limit', args.limit);
    const records = await withEngine(args['data-dir'], (call) => call.manifests.history.query({ limit }));
    if (args.json) return printJson(records);
    const rows = records.map(({ at, cluster, objects }) => [
      age(at, Date.now()),
      cluster,
      objects.map(({ kind, name, outcome }) => `${kind.toLowerCase()}/${name} ${outcome}`).join(', '),
    ]);
    print(rows.length === 0 ? 'Nothing was applied through Slipway yet.' : table(['AGE', 'CLUSTER', 'OBJECTS'], rows));
  },
});
