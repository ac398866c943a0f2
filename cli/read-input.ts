import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { SlipwayError } from '../engine/contract/errors.ts';

/** The text of a file, or of standard input for `-`. Rejects with `invalid_input` that names the option it was given by. */
export async function readInput(file: string, option: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new SlipwayError('invalid_input', `The file ${file} cannot be read: ${reason}.`, {
      cause: error,
      fix: `Check the path given with ${option}.`,
    });
  }
}
