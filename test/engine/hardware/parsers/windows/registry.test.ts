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

  test('what the registry editor exports is read like what reg query prints', () => {
    const { devices, problems } = parse(
      [
        'Windows Registry Editor Version 5.00',
        '',
        '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0000]',
        '"DriverDesc"="AMD Radeon RX 7900 XTX"',
        '"MatchingDeviceId"="PCI\\\\VEN_1002&DEV_744C&REV_C8"',
        '"HardwareInformation.qwMemorySize"=hex(b):00,00,00,\\',
        '  00,06,00,00,00',
        '"DriverVersion"="31.0.24027.1012"',
        '',
        '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0001]',
        '"DriverDesc"="Intel(R) UHD Graphics 770"',
        '"MatchingDeviceId"="PCI\\\\VEN_8086&DEV_4680"',
        '"HardwareInformation.MemorySize"=dword:40000000',
      ].join('\r\n'),
    );
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([
      { vendor: 'amd', model: 'RX7900XTX', pciId: '744c', memoryMiB: 24576, driver: '31.0.24027.1012' },
      { vendor: 'intel', pciId: '4680', memoryMiB: 1024 },
    ]);
  });

  test('memory without a name says how to ask for both', () => {
    const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0000';
    const { devices, problems } = parse(`${key}\n    HardwareInformation.qwMemorySize    REG_QWORD    0x600000000\n`);
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/memory of its display adapters alone.*run reg query with \/s and without \/v/)]);
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
