/** What a provider may be told, as plain data: a form, a command line and a test can all read it. */

export type OptionValue = string | number | boolean;

export type OptionValues = Readonly<Record<string, OptionValue>>;

interface Described {
  name: string;
  /** As people read it. */
  label: string;
  /** What it does, in a sentence. */
  help: string;
  required?: boolean;
}

export type OptionDescription =
  | (Described & { type: 'text'; default?: string /** A regular expression that all of it matches. */; pattern?: string })
  | (Described & { type: 'number'; default?: number; minimum?: number; maximum?: number })
  | (Described & { type: 'flag'; default?: boolean })
  | (Described & { type: 'choice'; choices: readonly string[]; default?: string });

/** What is wrong with the values, each as a sentence; nothing when they can be used. */
export function optionProblems(descriptions: readonly OptionDescription[], values: OptionValues): string[] {
  const known = new Set(descriptions.map(({ name }) => name));
  const unknown = Object.keys(values).filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `There is no option "${name}". Choose among: ${[...known].join(', ') || 'none'}.`),
    ...descriptions.flatMap((description) => problemOf(description, values[description.name]) ?? []),
  ];
}

function problemOf(description: OptionDescription, value: OptionValue | undefined): string | undefined {
  const { label } = description;
  if (value === undefined) return description.required && description.default === undefined ? `${label} is needed.` : undefined;
  switch (description.type) {
    case 'text':
      return textProblem(label, value, description.pattern);
    case 'number':
      return numberProblem(label, value, description.minimum, description.maximum);
    case 'flag':
      return typeof value === 'boolean' ? undefined : `${label} is either true or false.`;
    case 'choice':
      return description.choices.includes(String(value)) ? undefined : `${label} is one of: ${description.choices.join(', ')}.`;
  }
}

function textProblem(label: string, value: OptionValue, pattern: string | undefined): string | undefined {
  if (typeof value !== 'string') return `${label} is text.`;
  if (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(value)) return undefined;
  return `${label} cannot be "${value}".`;
}

function numberProblem(label: string, value: OptionValue, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY) {
  if (typeof value !== 'number' || !Number.isInteger(value)) return `${label} is a whole number.`;
  return value >= minimum && value <= maximum ? undefined : `${label} is between ${minimum} and ${maximum}.`;
}
