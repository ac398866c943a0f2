/** The pieces of an expression that matter before it is parsed: names, and text that is none of them. */
const TOKEN = /([rRbB]{0,2})("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*|[A-Za-z_]\w*|[\s\S]/g;
const RAW_TOKEN = /^[rR](?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')/;

/** The names that an expression uses, outside of its string literals. */
export function namesIn(expression: string): Set<string> {
  return new Set(tokens(expression).filter((token) => /^[A-Za-z_]\w*$/.test(token)));
}

/**
 * The expression as the library is given it: calls of `has` and `matches` go to functions of ours, whose names have the
 * same length so that positions in messages stay right. The library's `has` knows no indexes, its `matches` no RE2.
 */
export function withOwnFunctions(expression: string): string {
  const all = tokens(expression);
  return all.map((token, index) => ownName(all, index) ?? token).join('');
}

/** A message about the expression that the library was given, as one about the expression that was written. */
export function withWrittenNames(message: string): string {
  const [written, own] = UNKNOWN;
  const named = message.replaceAll(new RegExp(`\\b${own}\\b`, 'g'), written);
  return Object.entries(ownNames).reduce((text, [name, ours]) => text.replaceAll(new RegExp(`\\b${ours}\\(`, 'g'), `${name}(`), named);
}

const ownNames: Record<string, string> = { has: 'Has', matches: 'Matches', bind: 'Bind' };

/** A name of the library's that Kubernetes does not know, as `bind` above (`cel.bind`): one that nobody knows stands for it. */
const UNKNOWN = ['cel', 'Cel'] as const;

function ownName(all: readonly string[], index: number): string | undefined {
  const [written, own] = UNKNOWN;
  const before = all.slice(0, index).findLast((token) => token.trim() !== '');
  if (all[index] === written && before !== '.') return own;
  return isCall(all, index) ? ownNames[all[index] ?? ''] : undefined;
}

function isCall(all: readonly string[], index: number): boolean {
  const next = all.slice(index + 1).find((token) => token.trim() !== '');
  return next === '(' && Object.hasOwn(ownNames, all[index] ?? '');
}

function tokens(expression: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < expression.length; ) {
    const token = tokenAt(expression, at);
    found.push(token);
    at += token.length;
  }
  return found;
}

function tokenAt(expression: string, at: number): string {
  // A backslash means nothing in a raw string.
  const raw = /[rR]/.test(expression[at] ?? '') ? RAW_TOKEN.exec(expression.slice(at))?.[0] : undefined;
  if (raw) return raw;
  TOKEN.lastIndex = at;
  return TOKEN.exec(expression)?.[0] ?? expression.slice(at);
}
