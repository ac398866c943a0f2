/** `sh -c "vllm serve ..."`, as many manifests have it, into the words that the shell would run. */

const shells = new Set(['sh', 'bash', 'ash', 'dash']);

/** The same words when there is no shell, or when its script is more than one plain command. */
export function unwrapShell(words: readonly string[]): readonly string[] {
  const [program = '', option = '', script, ...rest] = words;
  const isShell = shells.has(program.split('/').at(-1) ?? '') && /^-[a-z]*c$/.test(option);
  if (!isShell || script === undefined || rest.length > 0) return words;
  const plain = script.replace(/\\\r?\n/g, ' ').trim();
  if (/[;|&<>`$\n]/.test(plain)) return words;
  const split = splitWords(plain);
  return split[0] === 'exec' ? split.slice(1) : split;
}

function splitWords(script: string): string[] {
  const words = script.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_whole, double: string | undefined, single: string | undefined) => double ?? single ?? ''),
  );
}
