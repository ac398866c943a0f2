import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (...texts: string[]) =>
  parseTool(
    'system-profiler',
    texts.map((text, at) => ({ path: `${at}`, text })),
    gpus,
  );
const displays = (...list: object[]) => JSON.stringify({ SPDisplaysDataType: list });

describe('system_profiler SPDisplaysDataType -json', () => {
  test("Apple's GPU shares the memory of the host, which system_profiler alone does not tell", () => {
    const { devices } = parseTool('system-profiler', fixtureFiles('apple/apple-silicon.json'), gpus);
    expect(devices).toMatchObject([{ vendor: 'apple', model: 'Apple M4 Max', unified: true, memoryMiB: null }]);
    expect(devices[0]?.memoryReason).toMatch(/sysctl hw\.memsize/);
  });

  test('with sysctl beside it the memory of the host is known, and that Metal gives less of it', () => {
    const { devices } = parseTool('system-profiler', fixtureFiles('apple'), gpus);
    expect(devices).toMatchObject([{ model: 'Apple M4 Max', memoryMiB: 131072, memoryReason: null, unified: true }]);
    expect(devices[0]?.problems).toEqual([expect.stringMatching(/131072 MiB.*iogpu\.wired_limit_mb/)]);
  });

  test('the limit that someone set is named', () => {
    const { devices } = parse(displays({ sppci_model: 'Apple M3' }), 'hw.memsize: 17179869184\niogpu.wired_limit_mb: 14000\n');
    expect(devices[0]?.problems).toEqual([expect.stringMatching(/use 14000 MiB of it/)]);
  });

  test('the hardware section of the same output tells the memory too', () => {
    const text = JSON.stringify({
      SPDisplaysDataType: [{ sppci_model: 'Apple M2 Pro' }],
      SPHardwareDataType: [{ physical_memory: '32 GB' }],
    });
    expect(parse(text).devices).toMatchObject([{ model: 'Apple M2 Pro', memoryMiB: 32768 }]);
  });

  test('"Apple M4" is no "Apple M4 Max"', () => {
    expect(parse(displays({ sppci_model: 'Apple M4' })).devices).toMatchObject([{ model: 'Apple M4' }]);
    expect(parse(displays({ sppci_model: 'Apple M4 Maximum' })).devices).toMatchObject([{ model: null }]);
  });

  test('cards of other makers have memory of their own, or share the host’s', () => {
    const { devices } = parse(
      displays(
        {
          sppci_model: 'AMD Radeon Pro 5500M',
          spdisplays_vendor: 'sppci_vendor_amd',
          spdisplays_vram: '8 GB',
          'spdisplays_device-id': '0x7340',
        },
        { sppci_model: 'Intel UHD Graphics 630', spdisplays_vendor: 'Intel', spdisplays_vram_shared: '1536 MB' },
      ),
    );
    expect(devices).toMatchObject([
      { vendor: 'amd', pciId: '7340', memoryMiB: 8192, unified: false },
      { vendor: 'intel', memoryMiB: 1536, unified: true },
    ]);
  });

  test('a display alone is no GPU', () => {
    const { devices, problems } = parse(displays({ _name: 'Display', sppci_model: 'Display', spdisplays_vram: '0 MB' }));
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/no GPU among them/)]);
  });

  test.each([
    ['', /output is empty/],
    ['Graphics/Displays:\n\n    Apple M2:\n', /not the JSON of system_profiler/],
    ['{"SPDisplaysDataType": [{"sppci_model": "Apple M2"', /not the JSON.*cut off/],
    ['[]', /not the JSON/],
    ['{}', /no SPDisplaysDataType/],
    ['{"SPDisplaysDataType": "Apple M2"}', /no SPDisplaysDataType/],
  ])('%j is one problem with a way out, and no GPU', (text, sentence) => {
    expect(parse(text)).toEqual({ devices: [], problems: [expect.stringMatching(sentence)] });
  });
});
