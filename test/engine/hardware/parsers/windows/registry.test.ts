import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('win-registry', [{ path: 'registry.txt', text }], gpus);

describe('display adapters of Windows', () => {
  test('the class key tells name, PCI id with revision, driver and 64-bit memory; the basic adapter is no GPU', () => {
    const { devices, problems } = parseTool('win-registry', fixtureFiles('windows/class-key.txt'), gpus);
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      { vendor: 'nvidia', model: 'RTX4090', pciId: '2684', memoryMiB: 24564, driver: '32.0.15.6109' },
      { vendor: 'amd', model: 'RX7900XTX', pciId: '744c', memoryMiB: 24560 },
    ]);
    expect(devices).toHaveLength(2);
  });

  test('lines of name and bytes', () => {
    expect(parse('AMD Radeon PRO V710|30064771072\r\nNVIDIA GeForce RTX 4070|12884901888\r\n').devices).toMatchObject([
      { vendor: 'amd', name: 'AMD Radeon PRO V710', memoryMiB: 28672 },
      { vendor: 'nvidia', name: 'NVIDIA GeForce RTX 4070', memoryMiB: 12288 },
    ]);
  });

  test.each(['4293918720', '4294967295'])('a 32-bit figure that is full (%s) is unknown: the card has 4 GiB or more', (bytes) => {
    const { devices } = parse(`AMD Radeon AI PRO R9700|${bytes}\n`);
    expect(devices).toMatchObject([{ model: 'R9700', memoryMiB: null }]);
    expect(devices[0]?.memoryReason).toMatch(/counts in 32 bits.*qwMemorySize/);
  });

  test('one PCI id is several products: the revision decides, and an unknown one decides for none', () => {
    const key = (revision: string) =>
      `HKEY_LOCAL_MACHINE\\X\\0000\n    DriverDesc    REG_SZ    AMD Radeon\n    MatchingDeviceId    REG_SZ    PCI\\VEN_1002&DEV_744C${revision}\n`;
    expect(parse(key('&REV_C8')).devices).toMatchObject([{ model: 'RX7900XTX' }]);
    expect(parse(key('&REV_CF')).devices).toMatchObject([{ model: null, problems: [expect.stringMatching(/revision cf/)] }]);
    expect(parse(key('')).devices).toMatchObject([{ model: null, problems: [expect.stringMatching(/several products/)] }]);
  });

  test.each([
    ['Malformed Adapter|not-a-number', /"Malformed Adapter" has no memory size/],
    ['Zero Adapter|0', /"Zero Adapter" has no memory size/],
    ['|1073741824', /not "name\|bytes"/],
    ['Missing separator', /not "name\|bytes"/],
    ['', /output is empty/],
    ['HKEY_LOCAL_MACHINE\\X\\0000\n    DriverDesc    REG_SZ    Microsoft Basic Display Adapter\n', /lists no GPU/],
  ])('%j is no GPU, and is told', (text, sentence) => {
    expect(parse(text)).toEqual({ devices: [], problems: [expect.stringMatching(sentence)] });
  });
});
