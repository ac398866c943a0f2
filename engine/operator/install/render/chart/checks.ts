/** The template that refuses values which make no sense together, with the sentences of the command line. */
import { installOptionProblems } from '../../options.ts';
import { type Choice, choices } from './choices.ts';
import { placeholderOptions } from './placeholders.ts';

/** By the choices' names: those that are yes, and those that are no. Any other does not matter. */
const contradictions = [
  { yes: ['namespaced', 'webhooks'], no: [] },
  { yes: ['certManager'], no: ['webhooks'] },
];

export function checksTemplate(): string {
  return contradictions.map(checkOf).join('');
}

function checkOf({ yes, no }: { yes: readonly string[]; no: readonly string[] }): string {
  let options = placeholderOptions();
  for (const choice of choices) options = choice.apply(options, yes.includes(choice.name));
  const sentences = installOptionProblems(options).map(({ message, fix }) => `${message} ${fix}`);
  const expressions = choices.flatMap((choice) => expressionsOf(choice, { yes, no }));
  return `{{- if and ${expressions.join(' ')} }}\n{{- fail ${JSON.stringify(sentences.join(' '))} }}\n{{- end }}\n`;
}

function expressionsOf(choice: Choice, { yes, no }: { yes: readonly string[]; no: readonly string[] }): string[] {
  if (yes.includes(choice.name)) return [`(${choice.yes})`];
  return no.includes(choice.name) ? [`(${choice.no})`] : [];
}
