/**
 * What an API server says of one field, for people who see the field beside it: without the field's path, and with the value last.
 * Its forms are those of https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field and of the schema validation of custom resources.
 */
export function causeSentence(message: string, field: string): string {
  const [, form = '', rest = ''] = message.match(/^([A-Z][a-z]+(?: [a-z]+)?)(?:: (.*))?$/s) ?? [];
  return sentence(capitalised(forms[form]?.(rest, field) ?? withoutPath(message, field)));
}

/** A text with a full stop, unless it ends in one. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const forms: Record<string, (rest: string, field: string) => string> = {
  'Invalid value': invalidValue,
  'Unsupported value': unsupportedValue,
  'Required value': (rest) => (rest === '' ? 'A value is required' : rest),
  'Duplicate value': (rest) => `Must not repeat ${rest}`,
  Forbidden: (rest, field) => withoutPath(rest, field),
  'Too long': (rest, field) => `Is too long: ${withoutPath(rest, field)}`,
  'Too many': (rest, field) => `Has too many: ${withoutPath(rest, field)}`,
};

// `-1: spec.scaling.minReplicas in body should be greater than or equal to 0`
function invalidValue(rest: string, field: string): string {
  const [value, rule] = splitValue(rest);
  const type = rule.match(/must be of type (\w+): "(\w+)"$/);
  if (type) return `Must be of the type ${type[1]} (it is ${type[2]})`;
  return `${ruleInWords(withoutPath(rule, field))} (it is ${value})`;
}

// `"Nodeport": supported values: "ClusterIP", "NodePort"`
function unsupportedValue(rest: string): string {
  const [value, supported] = splitValue(rest);
  const choices = supported.replace(/^supported values: /, '').split(', ');
  const last = choices.at(-1) ?? '';
  const list = choices.length > 1 ? `${choices.slice(0, -1).join(', ')} or ${last}` : last;
  return `Must be ${list} (it is ${value})`;
}

/** The value as it was given, which may itself hold colons when it is quoted, and what is said of it. */
function splitValue(text: string): [value: string, said: string] {
  const [, value = '', said = text] = text.match(/^("(?:[^"\\]|\\.)*"|\S+?): (.*)$/s) ?? [];
  return [value, said];
}

const wording: [RegExp, string][] = [
  [/(?:should|must) be greater than or equal to (\S+)/, 'must be $1 or more'],
  [/(?:should|must) be less than or equal to (\S+)/, 'must be $1 or less'],
  [/should be at least (\d+) chars? long/, 'must have at least $1 characters'],
  [/should be at most (\d+) chars? long/, 'must have at most $1 characters'],
  [/^a (lowercase RFC \d+ \w+|valid label) must/, 'must'],
  [/ \(e\.g\. .*regex used for validation is .*\)$/s, ''],
  [/\bshould\b/, 'must'],
];

function ruleInWords(rule: string): string {
  return wording.reduce((text, [form, words]) => text.replace(form, words), rule);
}

function withoutPath(text: string, field: string): string {
  const path = field.replace(/^\./, '');
  return path === '' ? text : text.replace(`${path} in body `, '').replace(`${path}: `, '');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
