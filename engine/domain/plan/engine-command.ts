/** The command line of a model server. */
import { engineWords, flagNames, groupSize } from '../arguments/engine-words.ts';
import { hasFlag, withoutFlags } from '../arguments/flags.ts';
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
function vllmCommand(endpoint: Endpoint, chosen: JudgedOption): EngineCommand {
  const own = ['--served-model-name', ...endpoint.serves, '--port', String(endpoint.component.runtime.port)];
  return { command: ['python3', '-m', 'vllm.entrypoints.openai.api_server'], args: argumentsOf(endpoint, chosen, own) };
}

function sglangCommand(endpoint: Endpoint, chosen: JudgedOption): EngineCommand {
  const { port } = endpoint.component.runtime;
  const own = ['--served-model-name', ...namesOfServer(endpoint, 'sglang'), '--host', '0.0.0.0', '--port', String(port)];
  return { command: ['python3', '-m', 'sglang.launch_server'], args: argumentsOf(endpoint, chosen, own) };
}

/** `own`: what only Slipway says, whatever the recipe has of it. */
function argumentsOf({ component: { model } }: Endpoint, chosen: JudgedOption, own: readonly string[]): string[] {
  const { recipe, configuration, arguments: words } = chosen;
  const names = flagNames[recipe.engine];
  const divided = engineWords(recipe.engine, words);
  const { checkpoint = model.id } = divided;
  const said = [names.model, checkpoint, ...own];
  // A revision is one of the model's own repository.
  if (model.revision && checkpoint === model.id) said.push('--revision', model.revision);
  const group = groupSize(divided, configuration.gpuCount);
  if (group > 1) said.push(names.tensorParallel, String(group));
  const rest = withoutFlags(words, ['', names.model, names.tensorParallel, '--served-model-name', '--host', '--port', '--revision']);
  return [...said, ...formatArguments(chosen), ...rest];
}

const dtypes: Partial<Record<Precision, string>> = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' };

/** Quantised formats belong to the checkpoint and to --quantization; only the 16 and 32 bit ones are a dtype. */
function formatArguments({ recipe: { precision }, arguments: words }: JudgedOption): string[] {
  const dtype = dtypes[precision];
  return dtype && !hasFlag(words, '--dtype') ? ['--dtype', dtype] : [];
}
