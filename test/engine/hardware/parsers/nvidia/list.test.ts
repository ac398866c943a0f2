import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('nvidia-smi-list', [{ path: 'list', text }], gpus);

describe('nvidia-smi -L', () => {
  test('a card in MIG instances is its instances, another stays whole', () => {
    const { devices, problems } = parseTool('nvidia-smi-list', fixtureFiles('nvidia/mig.list.txt'), gpus);
    expect(problems).toEqual([]);
    expect(devices.map(({ index, partition }) => [index, partition])).toEqual([
      [0, 'MIG 3g.40gb'],
      [0, 'MIG 1g.10gb'],
      [1, null],
    ]);
    expect(devices[0]).toMatchObject({ model: 'H100-SXM5-80GB', uuid: 'MIG-2b000000-0000-4000-8000-000000000001' });
  });

  test('a profile names its size, but the memory is not read from a name', () => {
    const { devices } = parseTool('nvidia-smi-list', fixtureFiles('nvidia/mig.list.txt'), gpus);
    expect(devices.map(({ memoryMiB }) => memoryMiB)).toEqual([null, null, null]);
    expect(devices[0]?.memoryReason).toMatch(/prints no memory: nvidia-smi -q -x does/);
  });

  test("Tegra's driver prints its UUID without GPU- in front, and shares the memory of the host", () => {
    const { devices, problems } = parse('GPU 0: Orin (nvgpu) (UUID: 54bdc8bc-2a1b-5f8b-8c25-0e1dd4ac2a4e)\n');
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([{ name: 'Orin (nvgpu)', uuid: '54bdc8bc-2a1b-5f8b-8c25-0e1dd4ac2a4e', unified: true, memoryMiB: null }]);
  });

  test('compute instances share the memory of one GPU instance, and say so', () => {
    const { devices } = parse(
      'GPU 0: NVIDIA H200 (UUID: GPU-1a000000-0000-4000-8000-000000000001)\n  MIG 1c.3g.71gb  Device  0: (UUID: MIG-2b000000-0000-4000-8000-000000000001)\n',
    );
    expect(devices).toMatchObject([{ partition: 'MIG 1c.3g.71gb', problems: [expect.stringMatching(/share the memory/)] }]);
  });

  test('instances with the older kind of UUID are read', () => {
    const { devices } = parse(
      'GPU 0: A100-SXM4-40GB (UUID: GPU-1a000000-0000-4000-8000-000000000001)\n  MIG 3g.20gb Device 0: (UUID: MIG-GPU-1a000000-0000-4000-8000-000000000001/1/0)\n',
    );
    expect(devices).toMatchObject([
      { model: 'A100-40GB-SXM4', partition: 'MIG 3g.20gb', uuid: 'MIG-GPU-1a000000-0000-4000-8000-000000000001/1/0' },
    ]);
  });

  test('an instance without its card, and a line that is cut off, are no GPUs', () => {
    const { devices, problems } = parse(
      '  MIG 3g.40gb     Device  0: (UUID: MIG-2b000000-0000-4000-8000-000000000001)\nGPU 0: NVIDIA H200 (UUID: GPU-1a0000',
    );
    expect(devices).toEqual([]);
    expect(problems).toHaveLength(1);
  });
});
