/** What kubelet would start of a simulated model server: the planned container as a process, with a pod's environment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chooseRecipe } from '../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../engine/domain/fleet/gpu-node.ts';
import { planEndpoint } from '../../../engine/domain/plan/plan.ts';
import { amdNode, catalog, endpointOf } from '../../engine/domain/facts.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';
import { outerAddress } from '../../helpers/outer-address.ts';

const program = fileURLToPath(new URL('../../../engine/simulator/main.ts', import.meta.url));

async function plannedContainer(port: number) {
  const endpoint = endpointOf({ model: { id: 'Qwen/Qwen2.5-7B-Instruct' }, service: { targetPort: port } });
  const { chosen } = chooseRecipe({ endpoint, recipes: [], nodes: readGpuNodes([amdNode('mi300x-1')], [], catalog), catalog });
  if (!chosen) throw new Error('nothing was chosen');
  const { deployment } = planEndpoint({ endpoint, chosen, images: catalog.images, simulator: 'slipway/simulator:1.2.3' });
  const [container] = deployment.spec?.template.spec?.containers ?? [];
  if (!container) throw new Error('no container was planned');
  return container;
}

test('loads for a while, answers its probes from other machines, streams an answer, and ends on SIGTERM after what it began', async () => {
  const port = await freePort();
  const { args = [], env = [], readinessProbe } = await plannedContainer(port);
  const variables = Object.fromEntries(env.map(({ name, value }) => [name, value ?? '']));
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], KUBERNETES_SERVICE_HOST: '10.96.0.1', SLIPWAY_SIMULATED_LOAD_SECONDS: '1', ...variables },
  });
  const exited = once(child, 'exit');
  const host = outerAddress ?? '127.0.0.1';
  const url = `http://${host}:${port}`;
  const probe = readinessProbe?.httpGet?.path ?? '';

  expect(await eventually(async () => (await fetch(`${url}${probe}`)).status)).toBe(503);
  await eventually(async () => (await fetch(`${url}${probe}`)).ok);
  const body = JSON.stringify({ model: 'demo', stream: true, max_tokens: 24, messages: [{ role: 'user', content: 'Hello' }] });
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  child.kill('SIGTERM');
  expect((await answer.text()).trimEnd().endsWith('data: [DONE]')).toBe(true);
  expect(await exited).toEqual([0, null]);
  const refused = connect(port, host);
  await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
