/**
 * Writes answers.json: what a real API server makes of the samples. Nothing is kept there but an empty namespace, which goes again.
 *
 *     KUBECONFIG=... node test/contract/kinds/record.ts
 */
import { writeFile } from 'node:fs/promises';
import { createRawRequests } from '../../helpers/raw-requests.ts';
import { answersFile, answerTo, samples } from './samples.ts';

const kubeconfig = process.env['KUBECONFIG'];
if (!kubeconfig) throw new Error('Set KUBECONFIG to the kubeconfig of a real API server.');
const raw = createRawRequests(kubeconfig);
const namespace = 'recorded-kinds';
await raw({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: namespace } } });
try {
  const answers = [];
  for (const sample of samples) answers.push(await answerTo(raw, sample, namespace));
  await writeFile(answersFile, `[\n${answers.map((answer) => JSON.stringify(answer)).join(',\n')}\n]\n`);
} finally {
  await raw({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}` });
}
