import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('nvidia-smi-csv', [{ path: 'query.csv', text }], gpus);
const uuid = 'GPU-11111111-2222-4333-8444-555555555555';

describe('nvidia-smi --query-gpu without a header, in an order of its own', () => {
  test('all that Slipway asks for in one question, as a driver that knows all of it answers', () => {
    const line = (index: number) =>
      `${index}, NVIDIA B200, GPU-${index}1111111-2222-4333-8444-555555555555, 00000000:${index}B:00.0, 183359 MiB, 182000 MiB, 570.86.10, 0x290110DE, 10.0, None, Disabled`;
    expect(parse(`${line(0)}\n${line(1)}\n`)).toMatchObject({
      problems: [],
      devices: [
        { index: 0, model: 'B200', pciId: '2901', memoryMiB: 183359, memoryFreeMiB: 182000 },
        { index: 1, pciAddress: '0000:1b:00.0', driver: '570.86.10' },
      ],
    });
  });

  test.each([
    ['0, Tesla T4, 535.104.05, 15360 MiB, 15109 MiB', { index: 0, model: 'T4', memoryMiB: 15360, driver: '535.104.05' }],
    ['0, 00000000:01:00.0, NVIDIA GeForce RTX 3080, 20480 MiB', { pciAddress: '0000:01:00.0', memoryMiB: 20480 }],
    [`${uuid}, 0, NVIDIA A30, 24576 MiB`, { uuid, index: 0, model: 'A30', memoryMiB: 24576 }],
    ['0, NVIDIA A40, 3, 46068, 40', { index: 0, model: 'A40', memoryMiB: 46068, memoryFreeMiB: null }],
    ['NVIDIA L4, P0, Default, 23034 MiB, [N/A], 72.00 W', { name: 'NVIDIA L4', memoryMiB: 23034 }],
  ])('%s', (line, device) => {
    expect(parse(`${line}\n`)).toMatchObject({ problems: [], devices: [device] });
  });

  test('figures that may be clocks or loads are no memory, and lines of several widths are no table', () => {
    expect(parse('0, NVIDIA A40, 1410, 45, 0\n').devices).toEqual([]);
    expect(parse('0, 00000000:01:00.0, NVIDIA A40, 46068 MiB\nNVIDIA A40, P0, 46068 MiB\n').devices).toEqual([]);
  });

  test('words of other columns are no name', () => {
    expect(parse('0, Default, Not Active, 46068 MiB, 45000 MiB\n').devices).toEqual([]);
  });

  test('figures under a header that name no GPU are told, not passed over', () => {
    expect(parse('memory.total [MiB]\n24576 MiB\n24577 MiB\n')).toEqual({
      devices: [],
      problems: [expect.stringMatching(/^2 lines have figures and were left out: .* Ask for index,name,uuid,pci.bus_id too\.$/)],
    });
  });
});
