import { createInterface } from 'node:readline/promises';
import { SlipwayError } from '../engine/contract/errors.ts';

/** Asks before something is destroyed. Rejects with `cancelled` on no, and with `invalid_input` where nobody can be asked. */
export async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) {
    throw new SlipwayError('invalid_input', `${question} Nobody can be asked, because this is no terminal.`, {
      fix: 'Add --yes to do it without asking.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new SlipwayError('cancelled', 'Nothing was changed.');
}
