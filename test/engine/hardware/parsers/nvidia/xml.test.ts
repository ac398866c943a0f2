import { describe, expect, test } from 'vitest';
import { parseTool } from '../../../../../engine/hardware/parse.ts';
import { fixtureFiles, gpus } from '../../../../helpers/captures.ts';

const parse = (text: string) => parseTool('nvidia-smi-xml', [{ path: 'smi.xml', text }], gpus);
const fixture = () => fixtureFiles('nvidia/mig.xml').map(({ text }) => text)[0] ?? '';

describe('nvidia-smi -q -x', () => {
  test('MIG instances have their own memory, a whole card the memory of its frame buffer', () => {
    const { devices, problems } = parse(fixture());
    expect(problems).toEqual([]);
    expect(devices.map(({ partition, memoryMiB, memoryFreeMiB }) => [partition, memoryMiB, memoryFreeMiB])).toEqual([
      ['MIG GI 2 CI 0', 40448, 40423],
      ['MIG GI 9 CI 0', 9984, 9976],
      [null, 81559, 81081],
    ]);
    expect(devices[2]).toMatchObject({ index: 1, pciId: '2330', pciAddress: '0000:2a:00.0', driver: '590.48.01', model: 'H100-SXM5-80GB' });
  });

  test('driver 610 calls its version deprecated, and later only that of the KMD', () => {
    const deprecated = '<driver_version>610.57.04 [Deprecated; will be removed in CUDA 14.0. Use KMD Version instead]</driver_version>';
    for (const line of [deprecated, '<kmd_version>610.57.04</kmd_version>']) {
      const { devices } = parse(fixture().replace('<driver_version>590.48.01</driver_version>', line));
      expect(devices.map(({ driver }) => driver)).toEqual(['610.57.04', '610.57.04', '610.57.04']);
    }
  });

  test('MIG that is on without an instance is told, with what to do', () => {
    const { devices } = parse(fixture().replace(/<mig_devices>[\s\S]*?<\/mig_devices>/, '<mig_devices>None</mig_devices>'));
    expect(devices).toMatchObject([{ partition: null, problems: [expect.stringMatching(/no instances.*mig -cgi/)] }, {}]);
  });

  test('compute instances that share one GPU instance say so', () => {
    const { devices } = parse(
      fixture()
        .replace('<gpu_instance_id>9<', '<gpu_instance_id>2<')
        .replace(/(<index>1[\s\S]*?<compute_instance_id>)0/, '$11'),
    );
    expect(devices.map(({ partition, problems }) => [partition, problems.length])).toEqual([
      ['MIG GI 2 CI 0', 1],
      ['MIG GI 2 CI 1', 1],
      [null, 0],
    ]);
  });

  test('a dump that is cut off tells of the GPUs before the cut, and of the cut', () => {
    const text = fixture();
    const { devices, problems } = parse(text.slice(0, text.indexOf('<gpu id="00000000:2A:00.0">') + 120));
    expect(devices.map(({ partition }) => partition)).toEqual(['MIG GI 2 CI 0', 'MIG GI 9 CI 0']);
    expect(problems).toEqual([expect.stringMatching(/damaged or cut off.*only the 2 GPUs/)]);
  });

  test('entities of the document are not expanded', () => {
    const bomb = '<!DOCTYPE nvidia_smi_log [<!ENTITY a "NVIDIA H200"><!ENTITY b "&a;&a;">]>';
    const { devices, problems } = parse(`${bomb}<nvidia_smi_log><gpu id="0"><product_name>&b;</product_name></gpu></nvidia_smi_log>`);
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/damaged or cut off/)]);
  });

  test('an XML without a GPU says so', () => {
    expect(parse('<?xml version="1.0" ?><nvidia_smi_log><attached_gpus>0</attached_gpus></nvidia_smi_log>')).toEqual({
      devices: [],
      problems: [expect.stringMatching(/no GPU/)],
    });
  });

  test('elements nested 100,000 deep are read without a stack overflow', () => {
    const text = `<nvidia_smi_log><gpu id="0"><product_name>NVIDIA H200</product_name>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</gpu></nvidia_smi_log>`;
    expect(parse(text).devices).toMatchObject([{ model: 'H200-SXM', memoryMiB: null }]);
  });
});

describe('nvidia-smi -q, the same report as text', () => {
  const report = () => fixtureFiles('nvidia/mig.q.txt').map(({ text }) => text)[0] ?? '';

  test('has what the XML has', () => {
    expect(parse(report())).toEqual(parse(fixture()));
  });

  test('that is cut off in a line is read up to that line', () => {
    const text = report();
    const { devices } = parse(text.slice(0, text.lastIndexOf('81559 MiB') + 2));
    expect(devices.map(({ partition, memoryMiB }) => [partition, memoryMiB])).toEqual([
      ['MIG GI 2 CI 0', 40448],
      ['MIG GI 9 CI 0', 9984],
      [null, null],
    ]);
  });

  test('of driver 610 has the driver’s version', () => {
    const deprecated = 'Driver Version   : 610.57.04 [Deprecated; will be removed in CUDA 14.0. Use KMD Version instead]';
    for (const line of [deprecated, 'KMD Version      : 610.57.04']) {
      expect(parse(report().replace(/^Driver Version.*$/m, line)).devices[0]?.driver).toBe('610.57.04');
    }
  });
});
