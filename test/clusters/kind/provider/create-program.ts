/** A process that creates a kind cluster, to be killed meanwhile: `node create-program.ts FOLDER NAME`. It prints each step as it begins. */
import { kindProviderIn, nodeImageOptions } from '../../../helpers/kind-provider.ts';

const [folder = '', name = ''] = process.argv.slice(2);
await kindProviderIn(folder).create(name, {
  options: nodeImageOptions,
  onProgress: ({ step }) => process.stdout.write(`${step}\n`),
});
