import { describe, expect, test } from 'vitest';
import { fixtureFiles } from '../../../helpers/captures.ts';
import { testMachine } from './machine.ts';

const saved = (path: string) => fixtureFiles(path)[0]?.text ?? '';

describe('a Mac', () => {
  test('has the GPU of its processor, whose memory is what sysctl says of the host', async () => {
    await using machine = await testMachine();
    await machine.answers('system_profiler', [{ to: 'SPDisplaysDataType*', text: saved('apple/apple-silicon.json') }]);
    await machine.answers('sysctl', [{ to: '*hw.memsize*', text: saved('apple/sysctl.txt') }]);
    const { devices, problems, probes, platform } = await machine.detect({ platform: 'macos' });
    expect(platform).toBe('macos');
    expect(problems).toEqual([]);
    expect(devices).toMatchObject([{ vendor: 'apple', unified: true, memoryMiB: expect.any(Number) }]);
    expect(probes).toMatchObject([{ tool: 'system-profiler', outcome: 'found', exitCode: 0 }]);
  });
});

describe('Windows', () => {
  test('has the adapters of its registry', async () => {
    await using machine = await testMachine();
    await machine.answers('reg', [{ to: 'query*', text: saved('windows/class-key.txt') }]);
    const { devices, probes } = await machine.detect({ platform: 'windows' });
    expect(devices.length).toBeGreaterThan(0);
    expect(probes.map(({ tool }) => tool)).toContain('nvidia-smi-csv');
  });
  test('with an NVIDIA card has it once, though registry and nvidia-smi both tell of it', async () => {
    await using machine = await testMachine();
    await machine.answers('reg', [
      {
        to: 'query*',
        text: [
          'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0000',
          '    DriverDesc    REG_SZ    NVIDIA GeForce RTX 4090',
          '    HardwareInformation.qwMemorySize    REG_QWORD    0x5ff000000',
          '    MatchingDeviceId    REG_SZ    PCI\\VEN_10DE&DEV_2684',
        ].join('\r\n'),
      },
    ]);
    await machine.answers('nvidia-smi', [
      {
        to: '*memory.total*',
        text: 'index, name, uuid, pci.bus_id, memory.total [MiB], memory.free [MiB], driver_version\n0, NVIDIA GeForce RTX 4090, GPU-1a000000-0000-4000-8000-000000000001, 00000000:01:00.0, 24564, 20000, 591.86',
      },
    ]);
    expect((await machine.detect({ platform: 'windows' })).devices).toMatchObject([
      { model: 'RTX4090', memoryMiB: 24_564, driver: '591.86' },
    ]);
  });
});

test('a platform that no probe is for has no GPU, and nothing is run', async () => {
  await using machine = await testMachine();
  expect(await machine.detect({ platform: 'other' })).toMatchObject({ devices: [], problems: [], probes: [] });
});
