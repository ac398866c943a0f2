import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogBytes, findGpu, findImage, findModel, modelFacts } from '../../../../engine/domain/catalog/catalog.ts';
import { parseCatalog } from '../../../../engine/domain/catalog/schema.ts';
import { catalog } from '../facts.ts';

describe('GPUs are found by whole names', () => {
  test.each([
    ['MI300X', 'MI300X'],
    ['mi300x', 'MI300X'],
    ['H100', 'H100-SXM5-80GB'],
    ['H100 PCIe', 'H100-PCIe-80GB'],
    ['NVIDIA H100 80GB HBM3', 'H100-SXM5-80GB'],
    ['NVIDIA-H100-NVL', 'H100-NVL-94GB'],
    ['A100', 'A100-80GB-SXM4'],
    ['A100 80GB', 'A100-80GB-SXM4'],
    ['A100 40GB', 'A100-40GB-SXM4'],
    ['NVIDIA A100-PCIE-40GB', 'A100-40GB-PCIe'],
    ['NVIDIA A100 80GB PCIe', 'A100-80GB-PCIe'],
    ['H200', 'H200-SXM'],
    ['H20', 'H20'],
    ['rtx 4090', 'RTX4090'],
    ['AMD_Instinct_MI325_OAM', 'MI325X'],
    ['Apple M4 Max', 'Apple M4 Max'],
    ['Apple M4', 'Apple M4'],
  ])('%s is %s', (name, key) => {
    expect(findGpu(catalog, name)?.key).toBe(key);
  });

  test.each(['MI300', 'H10', 'A1000', 'T400', 'L4 Super', 'H100 SXM5 80', 'AMD Radeon Graphics', 'AMD_Radeon_Graphics', ''])(
    '"%s" is none of them',
    (name) => {
      expect(findGpu(catalog, name)).toBeUndefined();
    },
  );
});

describe('the shipped GPUs', () => {
  test('are the 65 of which facts are known, each with its source', () => {
    expect(catalog.gpus).toHaveLength(65);
    expect(catalog.gpus.filter(({ source }) => source.length < 5)).toEqual([]);
  });

  test('have no name and no PCI id twice', () => {
    const names = catalog.gpus.flatMap(({ key, aliases, products, toolNames }) => [
      ...new Set([key, ...aliases, ...products, ...toolNames].map((name) => name.toLowerCase().replaceAll(/[\s_-]+/g, ''))),
    ]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const ids = catalog.gpus.flatMap(({ vendor, pciIds }) => pciIds.map((id) => `${vendor} ${id}`));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('report no less memory than they are sold as, so that the nominal figure is a lower bound', () => {
    const less = catalog.gpus.filter(
      ({ memoryMiB, memoryNominalGB }) => memoryMiB && memoryNominalGB && memoryMiB * 2 ** 20 < memoryNominalGB * 1e9,
    );
    expect(less).toEqual([]);
  });

  test('are known by the reported memory first, by the nominal one else, and not at all where neither was seen', () => {
    expect(catalogBytes(gpu('MI300X'))).toBe(206_141_652_992);
    expect(catalogBytes(gpu('MI350X'))).toBe(288e9);
    expect(catalogBytes(gpu('H20-HBM3e'))).toBeUndefined();
  });

  test('an id that several products share carries the revision', () => {
    expect(gpu('RX7900XTX').pciIds).toEqual(['744c:c8']);
  });

  test('MI250X is one of its two dies, as tools and Kubernetes count it', () => {
    expect(gpu('MI250X').memoryNominalGB).toBe(64);
  });
});

describe('the shipped models', () => {
  test('are at least forty, and the layout and weights of each are known', () => {
    expect(catalog.models.length).toBeGreaterThanOrEqual(40);
    const missing = catalog.models.flatMap((model) => {
      const { reading, weights } = modelFacts(model);
      const answer = weights();
      return [...(reading.ok ? [] : reading.missing), ...(answer.ok ? [] : answer.missing)].map((sentence) => `${model.id}: ${sentence}`);
    });
    expect(missing).toEqual([]);
  });

  test('are read once', () => {
    const model = findModel(catalog, 'Qwen/Qwen3-32B') ?? expect.unreachable();
    expect(modelFacts(model)).toBe(modelFacts(model));
  });

  test('no id is there twice', () => {
    const ids = catalog.models.flatMap(({ id, aliases }) => [id, ...aliases]).map((id) => id.toLowerCase());
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('the shipped recipes', () => {
  test('name models, checkpoints and GPUs of the catalog, and have names of their own', () => {
    const strangers = catalog.recipes.filter(
      ({ model, checkpoint, gpu: name }) =>
        !findModel(catalog, model) || !findModel(catalog, checkpoint ?? model) || !findGpu(catalog, name),
    );
    expect(strangers).toEqual([]);
    expect(new Set(catalog.recipes.map(({ name }) => name)).size).toBe(catalog.recipes.length);
  });
});

test('an image is known for each engine on each vendor', () => {
  for (const engine of ['vllm', 'sglang'] as const)
    for (const vendor of ['amd', 'nvidia']) expect(findImage(catalog, { engine, vendor })).toMatch(/:/);
  expect(findImage(catalog, { engine: 'vllm', vendor: 'habana' })).toBeUndefined();
});

test('a field that nobody knows is refused with its place', () => {
  const images = [{ engine: 'vllm', vendor: 'amd', image: 'vllm:1', source: 'here', colour: 'red' }];
  expect(() => parseCatalog({ gpus: [], models: [], recipes: [], images })).toThrow(/colour/);
});

test('what is shipped is what a program that trusts the files reads: checking changes nothing', () => {
  for (const part of ['gpus', 'models', 'recipes', 'images'] as const) {
    const text = readFileSync(new URL(`../../../../resources/catalog/${part}.json`, import.meta.url), 'utf8');
    expect(catalog[part]).toEqual(JSON.parse(text)[part]);
  }
});

function gpu(key: string) {
  return catalog.gpus.find((each) => each.key === key) ?? expect.unreachable();
}
