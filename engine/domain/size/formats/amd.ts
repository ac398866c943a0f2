/** Formats on AMD GPUs, by ISA: gfx90a (MI200), gfx942 (MI300), gfx950 (MI350), gfx11 and gfx12 (Radeon). */
import type { Precision } from '../../precision.ts';
import { type FormatProblem, type FormatQuestion, incompatible, unknown } from './question.ts';

/** Methods that neither engine's ROCm list names: supported_quantization in vllm/platforms/rocm.py, sglang/srt/configs/model_config.py. */
const neither = new Set(['bitsandbytes', 'experts_int8', 'moe_wna16', 'aqlm', 'gguf']);
/** Of these only SGLang's list has none. */
const notInSglang = new Set(['gptq', 'modelopt', 'modelopt_fp8', 'modelopt_fp4', 'fbgemm_fp8', 'torchao']);

/** What vLLM's ROCm builds are made for. docs.vllm.ai getting_started/installation/gpu, AMD ROCm. */
const vllmBuilds = /^gfx(90a|942|95\d|110\d|115\d|120\d)$/;
/** What SGLang's ROCm images are made for. docs.sglang.ai platforms/amd_gpu */
const sglangBuilds = /^gfx(942|95\d)$/;

export function amdProblem(question: FormatQuestion): FormatProblem | undefined {
  return formatProblem(question) ?? methodProblem(question) ?? buildProblem(question);
}

function methodProblem({ engine, gpu, method }: FormatQuestion): FormatProblem | undefined {
  if (method === undefined || !(neither.has(method) || (engine === 'sglang' && notInSglang.has(method)))) return undefined;
  const name = engine === 'vllm' ? 'vLLM' : 'SGLang';
  return incompatible(`${name} does not run ${method} checkpoints on AMD GPUs such as ${gpu.key}: use a checkpoint in another format.`);
}

function formatProblem({ engine, gpu, weights }: FormatQuestion): FormatProblem | undefined {
  const where = `${gpu.key} (${gpu.isa})`;
  if (weights === 'fp8' || weights === 'mxfp8')
    return gpu.fp8 === 'none' ? incompatible(`${where} has no FP8: use bf16 or fp16.`) : undefined;
  if (weights === 'nvfp4') return nvfp4Problem(gpu.isa, where);
  const fourBits = weights === 'mxfp4' || weights === 'fp4';
  // vLLM unpacks MXFP4 on MI200 and MI300 (AIM profiles of gpt-oss are made so); SGLang's cookbook asks for the bf16 conversion there.
  if (fourBits && engine === 'sglang' && !gpu.fp4) {
    return incompatible(`SGLang does not run MXFP4 weights on ${where}: it wants the bf16 conversion of the model.`);
  }
  return undefined;
}

/** CDNA4 computes MXFP4; only recent vLLM emulates NVFP4, on any ROCm GPU. */
function nvfp4Problem(isa: string, where: string): FormatProblem {
  if (/^gfx9[0-4]/.test(isa)) return incompatible(`${where} has no FP4: NVFP4 checkpoints are for NVIDIA GPUs, use FP8 or bf16.`);
  return unknown(
    `Whether NVFP4 weights run on ${where} depends on the engine's version: they are made for NVIDIA GPUs, MXFP4 is AMD's format.`,
  );
}

function buildProblem({ engine, gpu }: FormatQuestion): FormatProblem | undefined {
  if ((engine === 'vllm' ? vllmBuilds : sglangBuilds).test(gpu.isa)) return undefined;
  const name = engine === 'vllm' ? 'vLLM' : 'SGLang';
  return unknown(`Whether ${name} runs on ${gpu.key} (${gpu.isa || 'no ISA known'}) is not known: its ROCm builds do not name it.`);
}

/** FP8 is native from MI300 (in its own encoding), MXFP4 and MXFP8 from MI350. */
export function isNativeOnAmd(gpu: FormatQuestion['gpu'], weights: Precision): boolean {
  if (weights === 'fp8') return gpu.fp8 !== 'none';
  if (weights === 'mxfp8' || weights === 'mxfp4' || weights === 'fp4') return gpu.fp4;
  return weights !== 'nvfp4';
}
