/** Models and GPUs of the catalog, and requests about them. */
import { type CatalogModel, findGpu, findModel, type GpuModel, modelFacts } from '../../../../../engine/domain/catalog/catalog.ts';
import type { Layout } from '../../../../../engine/domain/size/layout/layout.ts';
import { type ModelFacts, readModel } from '../../../../../engine/domain/size/model.ts';
import type { SizingRequest } from '../../../../../engine/domain/size/size.ts';
import { catalog } from '../../facts.ts';

export const gib = 2 ** 30;

/** What vLLM saw of the H100 on which it was measured. */
export const h100Bytes = 79.18 * gib;

export function modelNamed(id: string): ModelFacts {
  return modelFacts(entryOf(id));
}

export function configNamed(id: string): Record<string, unknown> {
  return entryOf(id).config;
}

/** The model's own config with some fields changed. */
export function modelWith(id: string, change: Record<string, unknown>): ModelFacts {
  return readModel({ config: { ...configNamed(id), ...change } });
}

function entryOf(id: string): CatalogModel {
  const model = findModel(catalog, id);
  if (!model) throw new Error(`${id} is not in the catalog`);
  return model;
}

export function layoutNamed(id: string): Layout {
  return layoutOf(modelNamed(id));
}

export function layoutOf({ reading }: ModelFacts): Layout {
  if (!reading.ok) throw new Error(reading.missing.join(' '));
  return reading.layout;
}

export function gpuNamed(name: string): GpuModel {
  const gpu = findGpu(catalog, name);
  if (!gpu) throw new Error(`${name} is not in the catalog`);
  return gpu;
}

/** On one GPU with vLLM, everything else by default. */
export function request(id: string, gpuName: string, change: Partial<SizingRequest> = {}): SizingRequest {
  const gpu = gpuNamed(gpuName);
  return {
    model: modelNamed(id),
    gpu,
    gpuBytes: gpu.memoryMiB === undefined ? undefined : gpu.memoryMiB * 2 ** 20,
    tensorParallel: 1,
    precision: undefined,
    engine: 'vllm',
    ...change,
  };
}
