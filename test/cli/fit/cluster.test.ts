import { expect, it } from 'vitest';
import { fitAnswer } from '../../../engine/contract/views/fit.ts';
import { runningServe } from '../../helpers/running-serve.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

it('slipway fit tries the free GPUs of a cluster, as few of a node as hold the model', async () => {
  await using folder = await temporaryFolder();
  await using serve = await runningServe(folder.path);
  await serve.call.sandbox.addNode.mutate({ gpu: 'MI325X', count: 4 });
  const question = ['fit', '--model', 'deepseek-ai/DeepSeek-R1', '--cluster', 'sandbox', '--max-model-len', '8192'];
  const { stdout, exitCode } = await serve.slipway([...question, '--gpu', 'MI325X', '--json']);
  expect(fitAnswer.parse(JSON.parse(stdout))).toMatchObject({ verdict: 'fits', gpu: 'MI325X', gpuCount: 4 });
  expect(exitCode).toBe(0);

  const kinds = (await serve.call.hardware.nodes.query()).flatMap(({ gpus }) => gpus.map(({ model }) => model));
  const all = JSON.parse((await serve.slipway([...question, '--json'])).stdout) as unknown[];
  expect(all.map((each) => fitAnswer.parse(each).gpu).sort()).toEqual([...new Set(kinds)].sort());

  const none = await serve.slipway([...question, '--gpu', 'T4']);
  expect(none.stdout).toContain('The cluster sandbox has no free T4 that the catalog knows.');
  expect(none.exitCode).toBe(1);
}, 60_000);

it('the engine judges over its procedures what the command judges by itself', async () => {
  await using folder = await temporaryFolder();
  await using serve = await runningServe(folder.path);
  const alone = await serve.slipway(['fit', '--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--max-model-len', '32000', '--json']);
  const asked = { model: { id: 'Qwen/Qwen3-32B' }, gpu: 'H100', settings: { maxModelLen: 32_000 } };
  expect(await serve.call.fit.judge.query(asked)).toEqual(JSON.parse(alone.stdout));
  const gpus = (await serve.call.fit.gpus.query()).slice(0, 5).map(({ key }) => ({ gpu: key, gpuCount: 1 }));
  expect((await serve.call.fit.matrix.query({ models: ['Qwen/Qwen3-32B'], gpus, settings: {} })).rows[0]).toHaveLength(5);
  await expect(serve.call.fit.judge.query({ ...asked, gpu: 'MI300' })).rejects.toThrow('The catalog has no GPU "MI300".');
}, 60_000);
