import { expect, test } from 'vitest';
import type { MachineView } from '../../../../engine/contract/views/device.ts';
import { createMachineService } from '../../../../engine/services/hardware/machine-service.ts';

const view = (detectedAt: number): MachineView => ({
  hostname: 'h',
  platform: 'linux',
  memoryMiB: 1,
  devices: [],
  problems: [],
  probes: [],
  detectedAt,
});

test('this machine is looked at once, and again when asked to', async () => {
  let looks = 0;
  const { thisMachine } = createMachineService(async () => view(++looks));
  expect((await thisMachine()).detectedAt).toBe(1);
  expect((await thisMachine({})).detectedAt).toBe(1);
  expect((await thisMachine({ refresh: true })).detectedAt).toBe(2);
  expect((await thisMachine()).detectedAt).toBe(2);
});

test('who asks while it is looked at gets the same look, refreshing or not', async () => {
  let looks = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const { thisMachine } = createMachineService(async () => {
    looks++;
    await promise;
    return view(looks);
  });
  const asked = [thisMachine(), thisMachine({ refresh: true }), thisMachine()];
  resolve();
  expect((await Promise.all(asked)).map(({ detectedAt }) => detectedAt)).toEqual([1, 1, 1]);
});

test('a look that broke is not kept', async () => {
  let looks = 0;
  const { thisMachine } = createMachineService(async () => {
    if (++looks === 1) throw new Error('broken');
    return view(looks);
  });
  await expect(thisMachine()).rejects.toThrow('broken');
  expect((await thisMachine()).detectedAt).toBe(2);
});
