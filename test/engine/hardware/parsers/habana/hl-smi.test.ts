import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('hl-smi', [{ path: 'hl-smi.csv', text }], gpus);

describe('hl-smi --query-aip', () => {
  test('with a header: Gaudi accelerators with their memory, address and driver', () => {
    const { devices, problems } = parseTool('hl-smi', fixtureFiles('habana/gaudi2.csv'), gpus);
    expect(problems).toEqual([]);
    expect(devices).toHaveLength(2);
    expect(devices[0]).toMatchObject({
      vendor: 'habana',
      model: 'Gaudi2',
      name: 'HL-225',
      index: 0,
      uuid: '01P0-HL2080A0-15-TNVS34-03-07-05',
      pciAddress: '0000:b3:00.0',
      memoryMiB: 98304,
      memoryFreeMiB: 97536,
      driver: '1.22.1-6ceb5a3',
    });
  });

  test('without header and units: name, memory, index', () => {
    const { devices } = parseTool('hl-smi', fixtureFiles('habana/gaudi3-plain.csv'), gpus);
    expect(devices.map(({ model, memoryMiB, index }) => [model, memoryMiB, index])).toEqual([
      ['Gaudi3', 131072, 0],
      ['Gaudi3', 131072, 1],
    ]);
  });

  test.each([
    ['bash: hl-smi: command not found\n', /not installed/],
    ["HL-SMI has failed because it couldn't communicate with the habanalabs driver.\n", /modprobe habanalabs/],
    ['No devices were found\n', /sees no accelerator/],
    ['+-----+\n| HL-SMI Version:  hl-1.22.1 |\n|   0  HL-225  N/A | 0000:b3:00.0 N/A |\n', /--query-aip/],
    ['', /output is empty/],
    ['some text\n', /does not look like hl-smi/],
  ])('%j is one problem with a way out, and no accelerator', (text, sentence) => {
    expect(parse(text)).toEqual({ devices: [], problems: [expect.stringMatching(sentence)] });
  });
});
