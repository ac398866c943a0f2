import { expect, test } from 'vitest';
import { validateKindConfig } from '../../../../clusters/kind/config/validate-kind-config.ts';
import { writeKindConfig } from '../../../../clusters/kind/config/write-kind-config.ts';
import { presetOf, presets } from '../../../../clusters/kind/presets/presets.ts';
import { simulatedGpusOf } from '../../../../clusters/kind/presets/simulated-gpus.ts';

test.each(presets.map((preset) => [preset.id, preset] as const))(
  'the preset %s is valid, and takes an image for all of its nodes',
  (_, preset) => {
    expect(validateKindConfig(preset.config())).toEqual([]);
    const nodes = preset.config({ image: 'local/node:1' }).nodes ?? [];
    expect(nodes.every(({ image }) => image === 'local/node:1')).toBe(true);
    expect(JSON.stringify(preset.config())).not.toContain('image');
  },
);

test('the presets have the nodes that they promise', () => {
  const roles = Object.fromEntries(presets.map((preset) => [preset.id, preset.config().nodes?.map(({ role }) => role)]));
  expect(roles).toEqual({
    single: ['control-plane'],
    'three-workers': ['control-plane', 'worker', 'worker', 'worker'],
    mi300x: ['control-plane', 'worker', 'worker'],
    h100: ['control-plane', 'worker', 'worker'],
    nvidia: ['control-plane'],
    amd: ['control-plane'],
  });
});

test('a simulated fleet says its GPUs in labels of the workers, the count as text', () => {
  expect(presetOf('mi300x')?.config().nodes?.[1]?.labels).toEqual({
    'slipway.dev/simulated-gpu': 'MI300X',
    'slipway.dev/simulated-gpu-count': '8',
  });
  expect(writeKindConfig(presetOf('h100')?.config() ?? expect.unreachable())).toContain('slipway.dev/simulated-gpu-count: "8"');
  expect(simulatedGpusOf(presetOf('h100')?.config() ?? expect.unreachable())).toEqual(new Map([['H100', 16]]));
  expect(simulatedGpusOf(presetOf('single')?.config() ?? expect.unreachable())).toEqual(new Map());
});

test('GPUs of the machine are passed through by mounts', () => {
  const mounts = (id: string) =>
    presetOf(id)
      ?.config()
      .nodes?.flatMap(({ extraMounts = [] }) => extraMounts);
  expect(mounts('nvidia')).toEqual([{ hostPath: '/dev/null', containerPath: '/var/run/nvidia-container-devices/all' }]);
  expect(mounts('amd')?.map(({ containerPath }) => containerPath)).toEqual(['/dev/kfd', '/dev/dri']);
});

test('changing a preset’s configuration leaves the preset as it was', () => {
  presetOf('mi300x')?.config().nodes?.pop();
  expect(presetOf('mi300x')?.config().nodes).toHaveLength(3);
  expect(presetOf('none')).toBeUndefined();
});
