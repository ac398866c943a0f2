import type { ToolName } from '../../../../engine/hardware/parse.ts';
import type { ToolFile } from '../../../../engine/hardware/parser.ts';
import { captureFiles, captures, fixtureFiles } from '../../../helpers/captures.ts';

/** Outputs of each tool that this repository has. A file is an output; a path with a slash at its end is a folder that is one. */
const fixtures: Readonly<Record<ToolName, readonly string[]>> = {
  'nvidia-smi-csv': ['nvidia/two-gpus.csv', 'nvidia/first-question.csv', 'nvidia/second-question.csv'],
  'nvidia-smi-list': ['nvidia/mig.list.txt'],
  'nvidia-smi-xml': ['nvidia/mig.xml', 'nvidia/mig.q.txt'],
  'amd-smi-json': ['amd/amd-smi/rocm6.json', 'amd/amd-smi/rocm7-cpx.json'],
  'amd-smi-text': ['amd/amd-smi/static.txt'],
  'rocm-smi-json': ['amd/rocm-smi/mi300x.json', 'amd/rocm-smi/cpx.json'],
  'rocm-smi-text': ['amd/rocm-smi/product.txt', 'amd/rocm-smi/memory.txt', 'amd/rocm-smi/table.txt'],
  kfd: ['amd/sys-dpx/'],
  'hl-smi': ['habana/gaudi2.csv', 'habana/gaudi3-plain.csv'],
  'system-profiler': ['apple/'],
  'win-registry': ['windows/class-key.txt'],
  node: ['node/cluster.yaml', 'node/cpx.json', 'node/labels.txt'],
};

const smi = [
  'linux-geforce-rtx-2080-super__595.71.05',
  'linux-h100-80gb-hbm3__590.48.01',
  'linux-h100-mig__590.48.01',
  'linux-h200-mig__590.48.01',
]
  .concat(['linux-h200__590.48.01', 'linux-l40s__595.80', 'windows-geforce-rtx-2080-super__591.86'])
  .map((name) => `nvidia/smi/${name}`);
const errors = ['driver-mismatch', 'no-devices', 'no-driver-wsl'].map((name) => `nvidia/errors/${name}.txt`);

/** Outputs of real tools, which are not part of this repository. */
const captured: Readonly<Record<ToolName, readonly string[]>> = {
  'nvidia-smi-csv': [
    ...['gb10-device', 'gb10-idx', 'gb10', 'gh200-device', 'orin-nvgpu'].map((name) => `nvidia/csv/${name}.txt`),
    ...smi.map((name) => `${name}.query.csv`),
    ...errors,
    'nvidia/wsl/wsl-windows-table.txt',
    'nvidia/wsl/wsl2-q-excerpt.txt',
  ],
  'nvidia-smi-list': [...smi.map((name) => `${name}.L.txt`), ...errors],
  'nvidia-smi-xml': [
    ...['netdata-rtx-2080-win', 'netdata-rtx-4090-driver-535', 'netdata-rtx-pro-6000-driver-580'].map((name) => `nvidia/xml/${name}.xml`),
    ...['netdata-tesla-p100', 'rtx-3080-v13', 'tesla-t4'].map((name) => `nvidia/xml/${name}.xml`),
    ...smi.map((name) => `${name}.q.txt`),
  ],
  'amd-smi-json': ['static-driver-string', 'static-rocm6-flat-array', 'static-rocm7-gpu_data'].map((name) => `amd/amd-smi/${name}.json`),
  'amd-smi-text': ['amd/amd-smi/static-mi350x.txt'],
  'rocm-smi-json': [
    ...['mi100_rocm571', 'mi100_rocm602', 'mi300x-vf', 'rx6700xt_rocm612', 'vega-10-XT', 'vega-20-WKS-GL-XE'].map(
      (name) => `amd/rocm-smi-json/${name}.json`,
    ),
    'amd/rocm-smi-json/empty-variants.txt',
  ],
  'rocm-smi-text': [
    ...['mixed-mi50-igpu.vram', 'tabular.vram', 'two-gpus.product', 'two-gpus.vram'].map((name) => `amd/rocm-smi-text/${name}.txt`),
    'misc/llmfit-mixed-rocm-product.txt',
    'misc/llmfit-mixed-rocm-vram.txt',
  ],
  kfd: ['amd/kfd/2xvega10/', 'amd/kfd/mi300x-cpx/', 'amd/kfd/mi308x-4-partitions/'],
  'hl-smi': [],
  'system-profiler': ['apple/system_profiler-mixed.json'],
  'win-registry': ['misc/llmfit-windows-registry-vram.txt', 'misc/llmfit-windows-win32-video-controller.txt'],
  node: ['k8s/amd-labels-aks-mi300x-vf.yaml', 'k8s/node-mig-mixed-capacity.json'],
};

export interface Output {
  readonly name: string;
  readonly files: ToolFile[];
}

export function outputsOf(tool: ToolName): Output[] {
  const own = fixtures[tool].map((name) => ({ name, files: fixtureFiles(name) }));
  const real = captures === undefined ? [] : captured[tool].map((name) => ({ name, files: captureFiles(name) }));
  return [...own, ...real];
}
