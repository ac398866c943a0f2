/** A container's command and arguments into what the engine would have been told. */
import type { Engine } from '../../domain/endpoint.ts';
import { commandLines } from './command-line.ts';
import { type FlagValue, parseArguments, UsageError } from './parse.ts';
import { unwrapShell } from './unwrap-shell.ts';

export interface EngineArguments {
  readonly engine: Engine;
  /** argparse's name for itself, as errors have it. */
  readonly program: string;
  readonly model: string;
  readonly values: ReadonlyMap<string, FlagValue>;
}

export type ReadCommand =
  | { read: 'arguments'; arguments: EngineArguments }
  /** Lines for the log, and the process's exit code. */
  | { read: 'refused'; lines: string[]; exitCode: number };

/** What vLLM serves when it is not told. */
const defaultModel = 'Qwen/Qwen3-0.6B';
/** Python modules that serve, by what `python3 -m` is told. */
const modules = {
  'vllm.entrypoints.openai.api_server': { engine: 'vllm', program: 'api_server.py', usage: 'api_server.py [-h] [--model MODEL] [options]' },
  'sglang.launch_server': {
    engine: 'sglang',
    program: 'launch_server.py',
    usage: 'launch_server.py [-h] --model-path MODEL_PATH [options]',
  },
} as const;

/** No command means the image's own, `vllm serve`. Never throws. */
export function readCommand(command: readonly string[], containerArguments: readonly string[]): ReadCommand {
  const words = command.length === 0 ? ['vllm', 'serve', ...containerArguments] : unwrapShell([...command, ...containerArguments]);
  const entry = entryOf(words);
  if (!entry) return unknownProgram(words);
  try {
    const { engine, program, positionals: most } = entry;
    const { positionals, values } = parseArguments(entry.rest, { positionals: most, commandLine: commandLines[engine] });
    const model =
      positionals[0] ?? values.get(engine === 'vllm' ? 'model' : 'model-path') ?? (engine === 'vllm' ? defaultModel : undefined);
    if (model === undefined) throw new UsageError('the following arguments are required: --model-path/--model');
    return { read: 'arguments', arguments: { engine, program, model: String(model), values } };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { read: 'refused', exitCode: 2, lines: [`usage: ${entry.usage}`, `${entry.program}: error: ${error.message}`] };
  }
}

interface Entry {
  readonly engine: Engine;
  readonly program: string;
  readonly usage: string;
  readonly positionals: number;
  readonly rest: readonly string[];
}

/** `vllm serve ...`, or Python with a server's module. */
function entryOf(words: readonly string[]): Entry | undefined {
  const [program = '', ...rest] = words;
  const name = program.split('/').at(-1) ?? '';
  if (name === 'vllm' && rest[0] === 'serve') {
    return { engine: 'vllm', program: 'vllm serve', usage: 'vllm serve [model_tag] [options]', positionals: 1, rest: rest.slice(1) };
  }
  const module = /^python(3(\.\d+)?)?$/.test(name) ? rest.indexOf('-m') : -1;
  const served = Object.entries(modules).find(([path]) => module !== -1 && rest[module + 1] === path)?.[1];
  return served && { ...served, positionals: 0, rest: rest.slice(module + 2) };
}

function unknownProgram(words: readonly string[]): ReadCommand {
  const told = words.slice(0, 3).join(' ');
  const known = Object.keys(modules)
    .map((path) => `"python3 -m ${path}"`)
    .join(', ');
  const line = `simulated model server: "${told}" is not a program that it stands for; it runs "vllm serve" and ${known} only.`;
  return { read: 'refused', exitCode: 127, lines: [line] };
}
