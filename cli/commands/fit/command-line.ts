/** The command line as it was typed, with other options, ready to be pasted into a shell. `change`: `--max-model-len 16384`. */
export function pasteable(words: readonly string[], change: string): string {
  const changed = change.split(' ');
  const flags = changed.filter((word) => word.startsWith('--')).flatMap((flag) => replaced[flag] ?? [flag]);
  return ['slipway', ...flags.reduce(without, words), ...changed].map(quoted).join(' ');
}

/** A number of GPUs comes with its own tensor parallel size, and a short name is the same option. */
const replaced: Readonly<Record<string, readonly string[]>> = { '--count': ['--count', '--tp'], '--gpu': ['--gpu', '-g'] };

/** An option stands as `--gpu H100` or `--gpu=H100`. */
function without(words: readonly string[], flag: string): readonly string[] {
  return words.filter((word, place) => word !== flag && !word.startsWith(`${flag}=`) && words[place - 1] !== flag);
}

/** As POSIX shells take it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
