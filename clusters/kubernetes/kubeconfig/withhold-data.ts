/** Certificates are most of a kubeconfig, and a YAML parser reads them letter by letter: they wait beside it meanwhile. */
export interface Withheld {
  /** The same text, with a short word in the place of each long one. */
  shortened: string;
  /** Puts the long words back into what was parsed. */
  restore(value: unknown): unknown;
}

/** `key: ` and then nothing on the line but Base64 that cannot be taken for a number. */
const longData = /^([ \t]*[A-Za-z-]+: +)(?=[\d+/=]*[A-Za-z])([A-Za-z\d+/]{256,}=*)(?=\r?$)/gm;

/** Takes the long words out of a text. */
export function withheld(text: string): Withheld {
  const words: string[] = [];
  const mark = unusedIn(text);
  const shortened = text.replaceAll(longData, (_line, before: string, word: string) => `${before}${mark}${words.push(word) - 1}.`);
  const marked = new RegExp(`${mark}(\\d+)\\.`, 'g');
  return { shortened, restore: (value) => (words.length === 0 ? value : restored(value)) };

  function restored(value: unknown): unknown {
    if (typeof value === 'string') return value.replaceAll(marked, (_word, index: string) => words[Number(index)] ?? '');
    if (Array.isArray(value)) return value.map(restored);
    if (typeof value !== 'object' || value === null) return value;
    for (const [key, field] of Object.entries(value)) Object.assign(value, { [key]: restored(field) });
    return value;
  }
}

function unusedIn(text: string): string {
  let mark = 'withheld';
  while (text.includes(mark)) mark += 'x';
  return mark;
}
