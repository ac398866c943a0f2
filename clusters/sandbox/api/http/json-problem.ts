/** What is wrong with a text that is no JSON, in the words of Go's parser. */
export function jsonProblem(text: string, error: Error): string {
  const position = Number(/at position (\d+)/.exec(error.message)?.[1] ?? Number.NaN);
  const isEnd = text.trim() === '' || /end of JSON input|Unterminated string/.test(error.message) || position >= text.trimEnd().length;
  if (isEnd) return 'unexpected end of JSON input';
  const place = Number.isNaN(position) ? firstOddity(text) : position;
  const character = text[place] ?? '';
  return `invalid character ${shown(character)} ${expectation(error.message)}`;
}

/** Where V8 does not say the place, it is that of a word that is none of JSON's. */
function firstOddity(text: string): number {
  const withoutStrings = text.replaceAll(/"(\\.|[^"\\])*"/g, (string) => ' '.repeat(string.length));
  const match = /[^\s{}[\]:,\d.eE+\-truefalsn]|[a-z]+/.exec(withoutStrings);
  return match?.index ?? 0;
}

function shown(character: string): string {
  return character === "'" ? `'\\''` : `'${character}'`;
}

function expectation(message: string): string {
  if (/property name/.test(message)) return 'looking for beginning of object key string';
  if (/after property value/.test(message)) return 'after object key:value pair';
  if (/after array element/.test(message)) return 'after array element';
  if (/after property name/.test(message)) return 'after object key';
  return /non-whitespace/.test(message) ? 'after top-level value' : 'looking for beginning of value';
}
