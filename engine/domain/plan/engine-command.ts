/** The command line of a model server. */

import { hasFlag, readFlag, withoutFlags } from '../arguments/flags.ts';
import type { JudgedOption } from '../choose/option.ts';
import type { Endpoint, Engine } from '../endpoint.ts';
import type { Precision } from '../precision.ts';

interface EngineCommand {
  readonly command: string[];
  readonly args: string[];
}

/** The recipe's arguments (which may load another checkpoint of the model, such as a quantised one), with model, served names, port and tensor parallel size set by Slipway. */
export function engineCommand(endpoint: Endpoint, chosen: JudgedOption): EngineCommand {
  return chosen.recipe.engine === 'vllm' ? vllmCommand(endpoint, chosen) : sglangCommand(endpoint, chosen);
}

/** The names that the server itself answers to: SGLang knows one only. */
export function namesOfServer(endpoint: Endpoint, engine: Engine): readonly string[] {
  return engine === 'vllm' ? endpoint.serves : endpoint.serves.slice(0, 1);
}

/** Run by module, because the ROCm image has no entrypoint. */
function vllmCommand(endpoint: Endpoint, { recipe, configuration, arguments: words }: JudgedOption): EngineCommand {
  const { model, runtime } = endpoint.component;
  const own = [
    '--model',
    readFlag(words, '--model') ?? model.id,
    '--served-model-name',
    ...endpoint.serves,
    '--port',
    String(runtime.port),
  ];
  if (model.revision) own.push('--revision', model.revision);
  if (configuration.gpuCount > 1) own.push('--tensor-parallel-size', String(configuration.gpuCount));
  const rest = withoutFlags(words, ['', '--model', '--served-model-name', '--host', '--port', '--tensor-parallel-size', '--revision']);
  return {
    command: ['python3', '-m', 'vllm.entrypoints.openai.api_server'],
    args: [...own, ...formatArguments(recipe.precision, words), ...rest],
  };
}

function sglangCommand(endpoint: Endpoint, { recipe, configuration, arguments: words }: JudgedOption): EngineCommand {
  const { model, runtime } = endpoint.component;
  const own = ['--model-path', readFlag(words, '--model-path') ?? model.id, '--served-model-name', ...namesOfServer(endpoint, 'sglang')];
  own.push('--host', '0.0.0.0', '--port', String(runtime.port));
  if (model.revision) own.push('--revision', model.revision);
  if (configuration.gpuCount > 1) own.push('--tp-size', String(configuration.gpuCount));
  const rest = withoutFlags(words, ['', '--model-path', '--served-model-name', '--host', '--port', '--tp-size', '--revision']);
  return { command: ['python3', '-m', 'sglang.launch_server'], args: [...own, ...formatArguments(recipe.precision, words), ...rest] };
}

/** Quantised formats belong to the checkpoint; only the 16 and 32 bit ones are a dtype. */
function formatArguments(precision: Precision, words: readonly string[]): string[] {
  const dtypes: Partial<Record<Precision, string>> = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' };
  const dtype = dtypes[precision];
  return dtype && !hasFlag(words, '--dtype') ? ['--dtype', dtype] : [];
}
