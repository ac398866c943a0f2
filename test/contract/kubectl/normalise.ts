/** Takes out of kubectl's output what two servers can never have in common: identities, times, addresses, random names. */

/** The letters and digits that Kubernetes makes random names of. */
const letter = '[bcdfghjklmnpqrstvwxz2456789]';

const replacements: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} [ \d]\d \d\d:\d\d:\d\d \S+ \d{4}/g, '<time>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^"\n]*/g, '<time>'],
  [/(resourceVersion"?: )"\d+"/g, '$1<version>'],
  [/(Resource Version: +)\d+/g, '$1<version>'],
  [/^W\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ /gm, '<time> '],
  [/("serverAddress":")[\d.]+:\d+/g, '$1<server>'],
  [/https:\/\/127\.0\.0\.1:\d+/g, '<server>'],
  [/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, '<ip>'],
  [/\b3[0-2]\d{3}(?=\/TCP|\/UDP|\b)/g, '<node-port>'],
  [new RegExp(`-${letter}{8,10}-${letter}{5}\\b`, 'g'), '-<hash>-<random>'],
  [new RegExp(`-${letter}{8,10}\\b`, 'g'), '-<hash>'],
  [new RegExp(`(pod-template-hash[=:] ?"?)${letter}{8,10}`, 'g'), '$1<hash>'],
  // Quantities of CPU are written alike.
  [/(?<=[\s(]|^)(?<!cpu:? +)((\d+[dhm]){1,3}(\d+s)?|\d+(\.\d+)?m?s)(?=[\s)]|$)/gm, '<age>'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<token>'],
  [/\/tmp\/\S+/g, '<file>'],
];

/** The text with stand-ins, and without the padding of columns, whose width follows from what was replaced. */
export function normalise(text: string, namespace: string): string {
  const replaced = replacements.reduce((before, [what, by]) => before.replaceAll(what, by), text.replaceAll(namespace, '<namespace>'));
  return replaced
    .split('\n')
    .map((line) => line.replace(/(?<=\S)[ \t]{2,}/g, '  ').trimEnd())
    .join('\n')
    .trim();
}
