import { describe, expect, test } from 'vitest';
import type { MachineView } from '../../../../engine/contract/views/device.ts';
import { kfdProblem } from '../../../../engine/hardware/probes/linux/kfd-problem.ts';
import { fixtureFiles } from '../../../helpers/captures.ts';
import { putAmdTree, testMachine } from './machine.ts';

const outcomes = ({ probes }: MachineView) => Object.fromEntries(probes.map(({ tool, outcome }) => [tool, outcome]));
const saved = (path: string) => fixtureFiles(path)[0]?.text ?? '';
const csv =
  'index, name, uuid, pci.bus_id, memory.total [MiB], memory.free [MiB], driver_version\n0, NVIDIA L40S, GPU-1a000000-0000-4000-8000-000000000001, 00000000:01:00.0, 46068, 45460, 595.80';
const newer = 'pci.device_id, compute_cap, mig.mode.current';

test('a machine without GPU, driver and tools has none, and it is no problem', async () => {
  await using machine = await testMachine();
  const found = await machine.detect();
  expect(found).toMatchObject({ hostname: 'test', platform: 'linux', devices: [], problems: [] });
  expect(outcomes(found)).toMatchObject({
    kfd: 'absent',
    'amd-smi-json': 'absent',
    'nvidia-smi-csv': 'absent',
    'nvidia-smi-xml': 'skipped',
    'hl-smi': 'absent',
    pci: 'absent',
  });
});

describe('AMD', () => {
  test('is told by the kernel without any tool, and who may not use it hears so', async () => {
    await using machine = await testMachine();
    await putAmdTree(machine);
    const { devices, problems } = await machine.detect();
    expect(devices.map(({ model, partition, memoryMiB }) => [model, partition, memoryMiB])).toEqual([
      ['MI300X', 'DPX/NPS1', 98_296],
      ['MI300X', 'DPX/NPS1', 98_296],
      ['MI325X', null, 262_128],
      [null, null, 20_464],
    ]);
    expect(problems).toEqual([expect.stringContaining('give the container the devices /dev/kfd and /dev/dri')]);
  });
  test('in partitions is not counted again by tools, which state the whole card', async () => {
    await using machine = await testMachine();
    await putAmdTree(machine);
    await machine.file('dev/kfd', '');
    await machine.answers('amd-smi', [{ to: '*', text: saved('amd/amd-smi/rocm7-cpx.json').split('\n').slice(1).join('\n') }]);
    const found = await machine.detect();
    expect(found.devices).toHaveLength(4);
    expect(found.problems).toEqual([]);
    expect(outcomes(found)).toMatchObject({ kfd: 'found', 'amd-smi-json': 'found', 'rocm-smi-json': 'skipped' });
  });
  test('whole is listed once, with the memory of the kernel and the name and driver of the tool', async () => {
    await using machine = await testMachine();
    for (const [number, bus] of [
      [1, 5],
      [2, 6],
    ]) {
      const node = `sys/class/kfd/kfd/topology/nodes/${number}`;
      await machine.file(
        `${node}/properties`,
        `simd_count 1216\nvendor_id 4098\ndevice_id 29857\ngfx_target_version 90402\nnum_xcc 8\nunique_id ${number}\nlocation_id ${(bus ?? 0) << 8}\n`,
      );
      await machine.file(`${node}/mem_banks/0/properties`, 'heap_type 1\nsize_in_bytes 206141652992\n');
    }
    await machine.answers('amd-smi', [{ to: '*--json', text: saved('amd/amd-smi/rocm6.json') }]);
    const { devices } = await machine.detect();
    expect(devices).toHaveLength(2);
    for (const device of devices)
      expect(device).toMatchObject({
        source: 'kfd, amd-smi-json',
        model: 'MI300X',
        name: 'AMD Instinct MI300X OAM',
        memoryMiB: 196_592,
        driver: '6.10.5',
        partition: null,
      });
  });
  test('is told by rocm-smi where amd-smi is not installed', async () => {
    await using machine = await testMachine();
    await machine.answers('rocm-smi', [{ to: '*', text: saved('amd/rocm-smi/mi300x.json') }]);
    expect((await machine.detect()).devices).toMatchObject([{ model: 'MI300X', memoryMiB: 196_592, source: 'rocm-smi-json' }]);
  });
});

describe('NVIDIA', () => {
  test('is asked by two queries, which are joined', async () => {
    await using machine = await testMachine();
    await machine.answers('nvidia-smi', [
      { to: '*memory.total*', text: csv },
      {
        to: '*compute_cap*',
        text: `index, uuid, pci.bus_id, ${newer}, addressing_mode\n0, GPU-1a000000-0000-4000-8000-000000000001, 00000000:01:00.0, 0x26B910DE, 8.9, [N/A], HMM`,
      },
      { to: '-L', text: 'GPU 0: NVIDIA L40S (UUID: GPU-1a000000-0000-4000-8000-000000000001)' },
    ]);
    const { devices, problems } = await machine.detect();
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      { model: 'L40S', memoryMiB: 46_068, memoryFreeMiB: 45_460, pciId: '26b9', isa: '8.9', unified: false, driver: '595.80' },
    ]);
  });
  test('of a driver that does not know a field is asked again without it', async () => {
    await using machine = await testMachine();
    await machine.answers('nvidia-smi', [
      { to: '*memory.total*', text: csv },
      { to: '*addressing_mode*', text: 'Field "addressing_mode" is not a valid field to query.', exitCode: 2 },
      {
        to: '*compute_cap*',
        text: `index, uuid, pci.bus_id, ${newer}\n0, GPU-1a000000-0000-4000-8000-000000000001, 00000000:01:00.0, 0x26B910DE, 8.9, [N/A]`,
      },
    ]);
    const { devices, problems, probes } = await machine.detect();
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([{ model: 'L40S', pciId: '26b9', isa: '8.9' }]);
    expect(probes.filter(({ exitCode }) => exitCode === 2)).toHaveLength(1);
  });
  test('with MIG is its slices, with the memory that only the XML tells', async () => {
    await using machine = await testMachine();
    await machine.answers('nvidia-smi', [
      { to: '-L', text: saved('nvidia/mig.list.txt') },
      { to: "'-q -x'", text: saved('nvidia/mig.xml') },
    ]);
    const { devices } = await machine.detect();
    const slices = devices.filter(({ partition }) => partition?.startsWith('MIG '));
    expect(slices.length).toBeGreaterThan(1);
    expect(slices.every(({ memoryMiB }) => memoryMiB !== null && memoryMiB < 81_559)).toBe(true);
  });
});

test('that memory is shared shows by the two answers of nvidia-smi together, of a GPU that nobody knows too', async () => {
  await using machine = await testMachine();
  const uuid = 'GPU-1a000000-0000-4000-8000-000000000009';
  await machine.answers('nvidia-smi', [
    { to: '*memory.total*', text: `index, name, uuid, memory.total [MiB], memory.free [MiB]\n0, NVIDIA Unheard Of, ${uuid}, [N/A], [N/A]` },
    { to: '*addressing_mode*', text: `index, uuid, addressing_mode\n0, ${uuid}, ATS` },
  ]);
  expect((await machine.detect()).devices).toMatchObject([{ name: 'NVIDIA Unheard Of', model: null, memoryMiB: null, unified: true }]);
});

test('Gaudi is told by its own tool', async () => {
  await using machine = await testMachine();
  await machine.answers('hl-smi', [{ to: '*--query-aip=*', text: saved('habana/gaudi2.csv') }]);
  const { devices } = await machine.detect();
  expect(devices[0]).toMatchObject({ vendor: 'habana', model: 'Gaudi2', memoryMiB: 98_304, source: 'hl-smi' });
});

test('who may not use /dev/kfd is told which groups let one', () => {
  expect(kfdProblem('/dev/kfd', 'EACCES')).toBe(
    'AMD GPUs are there, but this user may not use /dev/kfd (EACCES): add the user to the groups render and video, then log in again.',
  );
});
