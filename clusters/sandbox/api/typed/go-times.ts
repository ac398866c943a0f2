const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const LAYOUT = '2006-01-02T15:04:05Z07:00';

/** What Go says about a text that is no time as objects carry it (RFC 3339). */
export function formatTimeProblem(text: string): string | undefined {
  if (FORM.test(text)) return Number.isNaN(Date.parse(text)) ? `parsing time ${JSON.stringify(text)}: out of range` : undefined;
  const [rest, wanted] = firstMismatch(text);
  return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(LAYOUT)}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(wanted)}`;
}

const STEPS: [RegExp, string][] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d?/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
  [/^\d\d(\.\d+)?/, '05'],
  [/^(Z|[+-]\d\d:\d\d)/, 'Z07:00'],
];

function firstMismatch(text: string): [rest: string, wanted: string] {
  let rest = text;
  for (const [pattern, wanted] of STEPS) {
    const match = pattern.exec(rest);
    if (!match) return [rest, wanted];
    rest = rest.slice(match[0].length);
  }
  return [rest, ''];
}
