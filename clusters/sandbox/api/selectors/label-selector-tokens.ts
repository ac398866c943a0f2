/** A label selector in pieces: words, and the signs between them. */
export interface Token {
  is: 'word' | 'sign' | 'end';
  text: string;
}

const SIGNS = ['==', '!=', '=', '!', '(', ')', ',', '<', '>'];
const SIGN_OR_SPACE = /[=!(),<>\s]/;

/** Closed by an `end`, whose text is empty. */
export function tokensOf(selector: string): Token[] {
  const tokens: Token[] = [];
  for (let place = 0; place < selector.length; ) {
    const sign = SIGNS.find((one) => selector.startsWith(one, place));
    if (sign !== undefined) tokens.push({ is: 'sign', text: sign });
    const text = sign ?? wordAt(selector, place);
    if (sign === undefined && text !== '') tokens.push({ is: 'word', text });
    // What is neither is a space.
    place += text.length || 1;
  }
  return [...tokens, { is: 'end', text: '' }];
}

function wordAt(selector: string, place: number): string {
  const rest = selector.slice(place);
  const end = rest.search(SIGN_OR_SPACE);
  return end === -1 ? rest : rest.slice(0, end);
}
