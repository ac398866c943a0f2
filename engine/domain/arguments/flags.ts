/** Command line flags as lists of words: read, set, remove. `--name value` and `--name=value` mean the same. */

/** The first value of a flag; undefined when it is absent or stands without one. */
export function readFlag(words: readonly string[], name: string): string | undefined {
  return splitFlags(words).find((flag) => flag.name === name)?.values[0];
}

export function hasFlag(words: readonly string[], name: string): boolean {
  return splitFlags(words).some((flag) => flag.name === name);
}

export function withoutFlags(words: readonly string[], names: readonly string[]): string[] {
  return joinFlags(splitFlags(words).filter((flag) => !names.includes(flag.name)));
}

/** `base` with the flags of `over` in place of its own. */
export function mergeFlags(base: readonly string[], over: readonly string[]): string[] {
  const names = splitFlags(over).map((flag) => flag.name);
  return [...withoutFlags(base, names), ...joinFlags(splitFlags(over))];
}

export interface Flag {
  readonly name: string;
  readonly values: readonly string[];
}

/** Words in front of the first flag are a flag with an empty name. */
export function splitFlags(words: readonly string[]): Flag[] {
  const flags: { name: string; values: string[] }[] = [];
  for (const word of words) {
    const [, name, value] = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name) flags.push({ name, values: value === undefined ? [] : [value] });
    else if (flags.length === 0) flags.push({ name: '', values: [word] });
    else flags.at(-1)?.values.push(word);
  }
  return flags;
}

export function joinFlags(flags: readonly Flag[]): string[] {
  return flags.flatMap((flag) => (flag.name === '' ? flag.values : [flag.name, ...flag.values]));
}
