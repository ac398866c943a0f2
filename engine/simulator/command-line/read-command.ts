/** A container's command and arguments into what vLLM would have been told. */
import { type FlagValue, parseArguments, UsageError } from './parse.ts';
import { unwrapShell } from './unwrap-shell.ts';

export interface EngineArguments {
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
const modulePath = 'vllm.entrypoints.openai.api_server';

/** No command means the image's own, `vllm serve`. Never throws. */
export function readCommand(command: readonly string[], containerArguments: readonly string[]): ReadCommand {
  const words = command.length === 0 ? ['vllm', 'serve', ...containerArguments] : unwrapShell([...command, ...containerArguments]);
  const entry = entryOf(words);
  if (!entry) return unknownProgram(words);
  try {
    const { positionals, values } = parseArguments(entry.rest, { positionals: entry.positionals });
    const model = positionals[0] ?? values.get('model') ?? defaultModel;
    return { read: 'arguments', arguments: { program: entry.program, model: String(model), values } };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { read: 'refused', exitCode: 2, lines: [`usage: ${entry.usage}`, `${entry.program}: error: ${error.message}`] };
  }
}

interface Entry {
  readonly program: string;
  readonly usage: string;
  readonly positionals: number;
  readonly rest: readonly string[];
}

/** `vllm serve ...`, or Python with the server's module. */
function entryOf(words: readonly string[]): Entry | undefined {
  const [program = '', ...rest] = words;
  const name = program.split('/').at(-1) ?? '';
  if (name === 'vllm' && rest[0] === 'serve') {
    return { program: 'vllm serve', usage: 'vllm serve [model_tag] [options]', positionals: 1, rest: rest.slice(1) };
  }
  const module = /^python(3(\.\d+)?)?$/.test(name) ? rest.indexOf('-m') : -1;
  if (module === -1 || rest[module + 1] !== modulePath) return undefined;
  return { program: 'api_server.py', usage: 'api_server.py [-h] [--model MODEL] [options]', positionals: 0, rest: rest.slice(module + 2) };
}

function unknownProgram(words: readonly string[]): ReadCommand {
  const told = words.slice(0, 3).join(' ');
  const line = `simulated model server: "${told}" is not a program that it stands for; it runs "vllm serve" and "python3 -m ${modulePath}" only.`;
  return { read: 'refused', exitCode: 127, lines: [line] };
}
