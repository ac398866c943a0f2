import { describe, expect, test } from 'vitest';
import { mergeDevices } from '../../../engine/hardware/merge.ts';
import { parseTool, type ToolName } from '../../../engine/hardware/parse.ts';
import { captureFiles, captures, gpus } from '../../helpers/captures.ts';

const parse = (tool: ToolName, path: string) => parseTool(tool, captureFiles(path), gpus);
const smi = 'nvidia/smi';

describe.skipIf(captures === undefined)('outputs of real tools (SLIPWAY_TEST_SHARED)', () => {
  test.each([
    ['linux-geforce-rtx-2080-super__595.71.05', null, 8192, 7571, '1e81', '0000:0c:00.0', '7.5'],
    ['linux-h100-80gb-hbm3__590.48.01', 'H100-SXM5-80GB', 81559, 81081, '2330', '0000:00:09.0', '9.0'],
    ['linux-h200__590.48.01', 'H200-SXM', 143771, 143158, '2335', '0000:83:00.0', '9.0'],
    ['linux-l40s__595.80', 'L40S', 46068, 45460, '26b9', '0000:01:00.0', '8.9'],
    ['windows-geforce-rtx-2080-super__591.86', null, 8192, 7286, '1e81', '0000:0c:00.0', '7.5'],
  ])('the CSV of %s', (name, ...facts) => {
    const [model, memoryMiB, memoryFreeMiB, pciId, pciAddress, isa] = facts;
    const { devices, problems } = parse('nvidia-smi-csv', `${smi}/${name}.query.csv`);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      { model, memoryMiB, memoryFreeMiB, pciId, pciAddress, isa, unified: false, partition: null, problems: [] },
    ]);
    expect(parse('nvidia-smi-list', `${smi}/${name}.L.txt`).devices).toMatchObject([{ model, name: devices[0]?.name, partition: null }]);
  });

  test.each([
    ['linux-h100-mig__590.48.01', 81559, ['MIG 3g.40gb', 'MIG 2g.20gb', 'MIG 1g.10gb', 'MIG 1g.10gb']],
    ['linux-h200-mig__590.48.01', 143771, ['MIG 1c.3g.71gb', 'MIG 2c.3g.71gb', 'MIG 2g.35gb', 'MIG 1g.18gb', 'MIG 1g.18gb']],
  ])('%s: the CSV has the whole card and says that MIG is on, the list has the instances', (name, memoryMiB, partitions) => {
    const whole = parse('nvidia-smi-csv', `${smi}/${name}.query.csv`).devices;
    expect(whole).toMatchObject([{ memoryMiB, partition: null, problems: [expect.stringMatching(/MIG is on/)] }]);
    const { devices, problems } = parse('nvidia-smi-list', `${smi}/${name}.L.txt`);
    expect(problems).toEqual([]);
    expect(devices.map(({ partition }) => partition)).toEqual(partitions);
    expect(devices.every((device) => device.memoryMiB === null && device.model === whole[0]?.model)).toBe(true);
  });

  test.each([
    ['gb10.txt', { model: 'GB10', name: 'NVIDIA GB10', unified: true, memoryMiB: null, driver: '580.159.03' }],
    ['gb10-idx.txt', { model: 'GB10', index: 0, unified: true, memoryMiB: null }],
    ['gb10-device.txt', { model: 'GB10', pciId: '2e12', isa: '12.1', unified: true, memoryMiB: null }],
    ['gh200-device.txt', { model: 'GH200-96GB', pciId: '2342', isa: '9.0', unified: false }],
    ['orin-nvgpu.txt', { model: null, name: 'Orin (nvgpu)', unified: true, memoryMiB: null }],
  ])('nvidia/csv/%s without a header', (name, expected) => {
    const { devices, problems } = parse('nvidia-smi-csv', `nvidia/csv/${name}`);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([expected]);
    expect(devices[0]?.memoryReason).toEqual(expect.any(String));
  });

  test.each([
    ['netdata-rtx-2080-win.xml', null, 'NVIDIA GeForce RTX 2080', 8192, '516.59'],
    ['netdata-rtx-4090-driver-535.xml', 'RTX4090', 'NVIDIA GeForce RTX 4090', 24564, '535.86.05'],
    ['netdata-rtx-pro-6000-driver-580.xml', null, 'NVIDIA RTX PRO 6000 Blackwell', null, null],
    ['netdata-tesla-p100.xml', null, 'Tesla P100-PCIE-16GB', 16384, '510.47.03'],
    ['rtx-3080-v13.xml', null, 'NVIDIA GeForce RTX 3080', 10240, '595.58.03'],
    ['tesla-t4.xml', 'T4', 'Tesla T4', 15360, '515.105.01'],
  ])('nvidia/xml/%s', (name, ...facts) => {
    const [model, product, memoryMiB, driver] = facts;
    const { devices, problems } = parse('nvidia-smi-xml', `nvidia/xml/${name}`);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([{ model, name: product, memoryMiB, driver, partition: null }]);
    expect(devices[0]?.memoryReason === null).toBe(memoryMiB !== null);
  });

  test.each([
    ['driver-mismatch.txt', /different versions/],
    ['no-devices.txt', /sees no GPU/],
    ['no-driver-wsl.txt', /under WSL/],
  ])('nvidia/errors/%s is a problem with a way out', (name, sentence) => {
    for (const tool of ['nvidia-smi-csv', 'nvidia-smi-list', 'nvidia-smi-xml'] as const) {
      expect(parse(tool, `nvidia/errors/${name}`)).toEqual({ devices: [], problems: [expect.stringMatching(sentence)] });
    }
  });

  test.each(['wsl/wsl-windows-table.txt', 'wsl/wsl2-header-two-versions.txt', 'smi/linux-h200__590.48.01.table.txt'])(
    'nvidia/%s identifies no GPU, and one is told what to run',
    (name) => {
      expect(parse('nvidia-smi-csv', `nvidia/${name}`)).toEqual({ devices: [], problems: [expect.stringMatching(/run nvidia-smi -q -x/)] });
    },
  );

  test.each([
    ['linux-geforce-rtx-2080-super__595.71.05', null, 8192, '1e81'],
    ['linux-h100-80gb-hbm3__590.48.01', 'H100-SXM5-80GB', 81559, '2330'],
    ['linux-h200__590.48.01', 'H200-SXM', 143771, '2335'],
    ['linux-l40s__595.80', 'L40S', 46068, '26b9'],
    ['windows-geforce-rtx-2080-super__591.86', null, 8192, '1e81'],
  ])('the report of nvidia-smi -q of %s says what the CSV says', (name, ...facts) => {
    const [model, memoryMiB, pciId] = facts;
    const { devices, problems } = parse('nvidia-smi-xml', `${smi}/${name}.q.txt`);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([{ model, memoryMiB, pciId, partition: null, unified: false }]);
  });

  test.each([
    ['linux-h100-mig__590.48.01', [40448, 20096, 9984, 9984]],
    ['linux-h200-mig__590.48.01', [71424, 71424, 33280, 16384, 16384]],
  ])('the report and the list of %s together have every MIG instance with its profile and its memory', (name, memory) => {
    const report = parse('nvidia-smi-xml', `${smi}/${name}.q.txt`).devices;
    const list = parse('nvidia-smi-list', `${smi}/${name}.L.txt`).devices;
    expect(report.map(({ memoryMiB }) => memoryMiB)).toEqual(memory);
    const merged = mergeDevices([parse('nvidia-smi-csv', `${smi}/${name}.query.csv`).devices, list, report]);
    expect(merged.map(({ partition, memoryMiB }) => [partition, memoryMiB])).toEqual(
      list.map(({ partition }, at) => [partition, memory[at]]),
    );
  });

  test('a part of a report under WSL has the GPU, and no memory', () => {
    const { devices } = parse('nvidia-smi-xml', 'nvidia/wsl/wsl2-q-excerpt.txt');
    expect(devices).toMatchObject([
      { name: 'NVIDIA GeForce GTX 1650 Ti with Max-Q Design', model: null, memoryMiB: null, driver: '510.06' },
    ]);
  });

  test('system_profiler: three GPUs, and the display is none', () => {
    const { devices } = parse('system-profiler', 'apple/system_profiler-mixed.json');
    expect(devices).toMatchObject([
      { vendor: 'intel', memoryMiB: 1536, unified: true },
      { vendor: 'amd', name: 'Radeon Pro 560', memoryMiB: 4096, unified: false },
      { vendor: 'apple', model: 'Apple M2', memoryMiB: 16384, unified: true },
    ]);
    expect(devices).toHaveLength(3);
  });

  test('the Windows registry: two GPUs, and four lines that are none', () => {
    const { devices, problems } = parse('win-registry', 'misc/llmfit-windows-registry-vram.txt');
    expect(devices.map(({ name, memoryMiB }) => [name, memoryMiB])).toEqual([
      ['AMD Radeon PRO V710', 28672],
      ['NVIDIA GeForce RTX 4070', 12288],
    ]);
    expect(problems).toHaveLength(4);
  });

  test('Win32_VideoController: a figure of 32 bits that is full is unknown', () => {
    const { devices } = parse('win-registry', 'misc/llmfit-windows-win32-video-controller.txt');
    expect(devices.map(({ name, memoryMiB }) => [name, memoryMiB])).toEqual([
      ['NVIDIA GeForce RTX 4070', 12288],
      ['AMD Radeon 780M Graphics', 2048],
      ['AMD Radeon AI PRO R9700', null],
      ['AMD Radeon PRO V710', null],
    ]);
  });
});
