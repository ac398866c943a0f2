import { expect, test } from 'vitest';
import { clusterDevices } from '../../../engine/contract/views/device.ts';
import { eventually } from '../../helpers/eventually.ts';
import { endpointManifest } from '../../helpers/manifests.ts';
import { runningServe } from '../../helpers/running-serve.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

test('slipway gpus --cluster shows what is free and what an endpoint has taken', async () => {
  await using folder = await temporaryFolder();
  await using serve = await runningServe(folder.path);
  const gpus = async () => JSON.parse((await serve.slipway(['gpus', '--cluster', 'sandbox', '--json'])).stdout);

  const before = await gpus();
  const { devices, findings } = clusterDevices.parse(before);
  expect(findings).toEqual([]);
  expect(devices.filter(({ model }) => model === 'MI300X').length).toBeGreaterThanOrEqual(8);
  expect(devices[0]).toMatchObject({ source: 'node', node: expect.any(String), memoryMiB: expect.any(Number) });

  await serve.slipway(['apply', '-f', '-'], endpointManifest('qwen-7b-demo'));
  await eventually(async () => used(await gpus()) === used(before) + 1, { timeoutMs: 30_000 });
  const { stdout } = await serve.slipway(['gpus', '--cluster', 'sandbox']);
  expect(stdout).toMatch(/^GPU +FREE +USED +TOTAL +MEMORY EACH +NODES$/m);
}, 120_000);

test('the window hears of the machine that the engine runs on, as it was seen and seen anew', async () => {
  await using folder = await temporaryFolder();
  await using serve = await runningServe(folder.path);
  const first = await serve.call.hardware.thisMachine.query();
  expect(first.memoryMiB).toBeGreaterThan(0);
  expect(first.probes.length).toBeGreaterThan(0);
  expect((await serve.call.hardware.thisMachine.query({})).detectedAt).toBe(first.detectedAt);
  expect((await serve.call.hardware.thisMachine.query({ refresh: true })).detectedAt).toBeGreaterThan(first.detectedAt);
}, 60_000);

function used({ nodes }: { nodes: { gpus: { total: number; free: number }[] }[] }): number {
  return nodes.flatMap(({ gpus }) => gpus).reduce((sum, { total, free }) => sum + total - free, 0);
}
