import './older-node.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { CommandGroup } from '../command.ts';
import { runCommandLine } from '../run.ts';

/** Runs one command line of commands that need no engine, and gives the exit code. */
export function runQuick(words: string[], commands: CommandGroup['commands']): Promise<number> {
  const group = { name: 'slipway', description: 'A workbench for serving models on Kubernetes.', commands };
  return runCommandLine(words, { commands: group, toError });
}

// There is no engine whose errors could come here: what is no sentence yet is a mistake of ours.
function toError(thrown: unknown): SlipwayError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('internal', `Something in Slipway failed: ${message}`, { cause: thrown });
}
