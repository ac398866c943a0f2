/** One command of the story that kubectl is told on both servers. */
export interface Step {
  /** What comes after `kubectl`, as it would be typed: words with blanks in single quotes. */
  line: string;
  /** What it reads from standard input. */
  input?: string;
  /** The editor that `edit` opens, as a shell command that gets the file's name. */
  editor?: string;
  /** What of the output is compared, where not all of it can be the same. Default: all. */
  compare?: Comparison;
  /** Lines of the output that are left out: what one of the two servers has and the other cannot have. */
  without?: RegExp;
  /** Repeated until it exits so, for what controllers do a moment later. */
  until?: { code: number; says?: RegExp };
}

/**
 * `all`: exit code, standard output and standard error.
 * `sorted`: the same, without regard to the order of lines.
 * `last line`: of the output only its last line, where it tells of steps on the way.
 * `code`: only the exit code, where the text is about the server itself.
 */
export type Comparison = 'all' | 'sorted' | 'last line' | 'code';

/** A step without anything special. */
export function step(line: string, more: Omit<Step, 'line'> = {}): Step {
  return { line, ...more };
}

/** The words of a line: separated by blanks, single quotes hold blanks together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
}
