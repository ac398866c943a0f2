/** Environment of generated recipes: what AMD's published profiles set for every model. NVIDIA's engines need none. */
import type { GpuModel } from '../catalog/catalog.ts';
import type { Engine } from '../endpoint.ts';
import type { EnvironmentEntry } from './recipe.ts';

/** AITER's kernels are for CDNA3 and CDNA4. https://rocm.docs.amd.com/projects/aiter */
const withAiter = /^gfx9(42|5\d)$/;

/** Sources: profiles of amd-enterprise-ai/aim-build@2be2cf8; https://docs.sglang.ai/platforms/amd_gpu.html */
export function generatedEnvironment(engine: Engine, gpu: GpuModel, gpuCount: number): EnvironmentEntry[] {
  if (gpu.vendor !== 'amd') return [];
  const entries: EnvironmentEntry[] = [
    // Scratch memory that is given back between kernels costs MI300 a pause each time.
    { name: 'HSA_NO_SCRATCH_RECLAIM', value: '1' },
    { name: 'TORCH_BLAS_PREFER_HIPBLASLT', value: '1' },
  ];
  if (withAiter.test(gpu.isa)) entries.push({ name: engine === 'vllm' ? 'VLLM_ROCM_USE_AITER' : 'SGLANG_USE_AITER', value: '1' });
  // RCCL's own choice of channels leaves Infinity Fabric idle.
  if (gpuCount > 1 && withAiter.test(gpu.isa)) entries.push({ name: 'NCCL_MIN_NCHANNELS', value: '112' });
  return entries;
}
