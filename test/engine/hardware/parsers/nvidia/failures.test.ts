import { describe, expect, test } from 'vitest';
import { parseTool, type ToolName } from '../../../../../engine/hardware/parse.ts';
import { gpus } from '../../../../helpers/captures.ts';

const tools: ToolName[] = ['nvidia-smi-csv', 'nvidia-smi-list', 'nvidia-smi-xml'];

describe.each(tools)('what nvidia-smi prints instead of GPUs, read as %s', (tool) => {
  test.each([
    ['Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 570.124\n', /different versions.*Restart/],
    [
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n\nFailed to properly shut down NVML: Driver Not Loaded\n",
      /not installed or not loaded.*modprobe nvidia/,
    ],
    ['No devices were found\n', /sees no GPU/],
    [
      'Unable to determine the device handle for GPU0000:C1:00.0: Unknown Error\n',
      /GPU 0000:C1:00.0 does not answer \(Unknown Error\).*hide the others/,
    ],
    [
      'Unable to determine the device handle for GPU 0000:C1:00.0: GPU is lost.  Reboot the system to recover this GPU\n',
      /does not answer \(GPU is lost/,
    ],
    ['Unable to determine the device handle for GPU1: 0000:34:00.0: Unknown Error\n', /GPU 0000:34:00.0 does not answer \(Unknown Error\)/],
    ['Unable to determine the device handle for GPU1: Unknown Error\n', /GPU 1 does not answer \(Unknown Error\)/],
    ['Unable to determine the device handle for GPU 0: Unknown Error\n', /GPU 0 does not answer \(Unknown Error\)/],
    ['Field "addressing_mode" is not a valid field to query.\n\n', /does not know the field "addressing_mode".*older/],
    ['Failed to initialize NVML: GPU access blocked by the operating system\n', /wsl --update/],
    ['Failed to initialize NVML: Insufficient Permissions\n', /Insufficient Permissions.*may use the GPU/],
    [
      "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is properly installed and present in your system.\n",
      /libnvidia-ml\.so.*install the NVIDIA driver/,
    ],
    ['bash: nvidia-smi: command not found\n', /nvidia-smi is not installed/],
    ['Segmentation fault (core dumped)\n', /crashed.*11870/],
    ['', /output is empty/],
    ['   \r\n\r\n', /output is empty/],
    ['hello world\n', /does not look like the output of nvidia-smi/],
  ])('%j is one problem with a way out, and no GPU', (text, sentence) => {
    const { devices, problems } = parseTool(tool, [{ path: 'output', text }], gpus);
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
  });

  test('the table cuts names off: it is never read, and one is told what to run', () => {
    const text =
      '+-----------+\n| NVIDIA-SMI 517.48       Driver Version: 517.48       CUDA Version: 11.7     |\n|   0  NVIDIA GeForce ... WDDM  | 00000000:0A:00.0  On |\n';
    const { devices, problems } = parseTool(tool, [{ path: 'output', text }], gpus);
    expect(devices).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/cuts names off: run nvidia-smi -q -x/)]);
  });
});

test('the output of another form of nvidia-smi is named', () => {
  const list = 'GPU 0: NVIDIA H200 (UUID: GPU-1a000000-0000-4000-8000-000000000001)\n';
  expect(parseTool('nvidia-smi-csv', [{ path: 'L', text: list }], gpus).problems).toEqual([
    expect.stringMatching(/parse it as nvidia-smi-list/),
  ]);
  const xml = '<nvidia_smi_log></nvidia_smi_log>';
  expect(parseTool('nvidia-smi-list', [{ path: 'x', text: xml }], gpus).problems).toEqual([
    expect.stringMatching(/parse it as nvidia-smi-xml/),
  ]);
});

test('GPUs that answer are listed beside the failure of another', () => {
  const text =
    'Unable to determine the device handle for GPU0000:C1:00.0: Unknown Error\nname, memory.total [MiB]\nNVIDIA H200, 143771 MiB\n';
  const { devices, problems } = parseTool('nvidia-smi-csv', [{ path: 'output', text }], gpus);
  expect(devices).toMatchObject([{ model: 'H200-SXM', memoryMiB: 143771 }]);
  expect(problems).toHaveLength(1);
});
