/** The template expression that is true in some variants of a chart and false in the others. */
import { type Choice, choices, type Variant } from './choices.ts';

interface Literal {
  readonly expression: string;
  holds(variant: Variant): boolean;
}

/** Undefined: in all. The shortest is taken, of at most three choices; throws where none tells the variants apart. */
export function conditionFor(present: readonly Variant[], all: readonly Variant[]): string | undefined {
  if (present.length === all.length) return undefined;
  const wanted = new Set(present);
  // Whatever is present must be let through, so only what holds in all of that can be part of a conjunction.
  const candidates = choices.flatMap(literalsOf).filter((literal) => present.every((variant) => literal.holds(variant)));
  for (const literals of [...combinations(candidates, 1), ...combinations(candidates, 2), ...combinations(candidates, 3)]) {
    const isExact = all.every((variant) => literals.every((literal) => literal.holds(variant)) === wanted.has(variant));
    if (isExact) return conjunction(literals);
  }
  throw new Error('No combination of choices says when this part of the chart is there.');
}

function literalsOf({ name, yes, no }: Choice): Literal[] {
  return [
    { expression: yes, holds: ({ chosen }) => chosen.has(name) },
    { expression: no, holds: ({ chosen }) => !chosen.has(name) },
  ];
}

function combinations<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) => combinations(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));
}

function conjunction(literals: readonly Literal[]): string {
  const [first] = literals;
  if (first && literals.length === 1) return first.expression;
  return `and ${literals.map(({ expression }) => (expression.includes(' ') ? `(${expression})` : expression)).join(' ')}`;
}
