import type { ApiError } from '../../../api-error.ts';
import { badRequest } from '../refusals.ts';
import { labelValueProblem, qualifiedNameProblem } from '../validation/names.ts';
import { type Token, tokensOf } from './label-selector-tokens.ts';

/** One of the conditions between commas. `=` and `==` are `in` one value. */
export interface Requirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | 'doesnotexist' | 'gt' | 'lt';
  values: string[];
}

/** Reads `app=x,tier!=y,env in (a,b),!legacy,rank>3`; 400 in kube-apiserver's words for anything else. */
export function parseRequirements(selector: string): Requirement[] {
  const reader = createReader(tokensOf(selector));
  const requirements: Requirement[] = [];
  while (reader.next.is !== 'end') {
    if (!beginsRequirement(reader.next)) throw badRequest(`found '${reader.next.text}', expected: !, identifier, or 'end of string'`);
    requirements.push(readRequirement(reader));
    const { is, text } = reader.take();
    if (is === 'end') break;
    if (text !== ',') throw badRequest(`found '${text}', expected: ',' or 'end of string'`);
    if (!beginsRequirement(reader.next)) throw badRequest(`found '${reader.next.text}', expected: identifier after ','`);
  }
  return requirements;
}

interface Reader {
  readonly next: Token;
  take(): Token;
}

const END: Token = { is: 'end', text: '' };

function createReader(tokens: Token[]): Reader {
  let place = 0;
  return {
    get next() {
      return tokens[place] ?? END;
    },
    take() {
      place += 1;
      return tokens[place - 1] ?? END;
    },
  };
}

function beginsRequirement({ is, text }: Token): boolean {
  return is === 'word' || text === '!';
}

function readRequirement(reader: Reader): Requirement {
  const isNegated = reader.next.text === '!';
  if (isNegated) reader.take();
  const { is, text: key } = reader.take();
  if (is !== 'word') throw refused(`found '${key}', expected: identifier`);
  const problem = qualifiedNameProblem(key);
  if (problem) throw refused(`<nil>: Invalid value: ${JSON.stringify(key)}: ${problem}`);
  if (isNegated) return { key, operator: 'doesnotexist', values: [] };
  if (reader.next.is === 'end' || reader.next.text === ',') return { key, operator: 'exists', values: [] };
  const operator = readOperator(reader);
  const values = operator.takesMany ? readValues(reader) : [readValue(reader)];
  checkValues(key, operator.is, values);
  return { key, operator: operator.is, values };
}

const OPERATORS: Record<string, { is: 'in' | 'notin' | 'gt' | 'lt'; takesMany?: boolean }> = {
  in: { is: 'in', takesMany: true },
  notin: { is: 'notin', takesMany: true },
  '=': { is: 'in' },
  '==': { is: 'in' },
  '!=': { is: 'notin' },
  '>': { is: 'gt' },
  '<': { is: 'lt' },
};

function readOperator(reader: Reader) {
  const { text } = reader.take();
  const operator = Object.hasOwn(OPERATORS, text) ? OPERATORS[text] : undefined;
  if (!operator) throw refused(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
  return operator;
}

/** After `=` and its like; nothing there means the empty value. */
function readValue(reader: Reader): string {
  if (reader.next.is === 'end' || reader.next.text === ',') return '';
  const { is, text } = reader.take();
  if (is !== 'word') throw refused(`found '${text}', expected: identifier`);
  return text;
}

/** `(a,b)`: between two commas, and between brackets, nothing means the empty value. */
function readValues(reader: Reader): string[] {
  const open = reader.take();
  if (open.text !== '(') throw refused(`found '${open.text}' expected: '('`);
  const values = new Set<string>();
  for (;;) {
    values.add(reader.next.is === 'word' ? reader.take().text : '');
    const { text } = reader.take();
    if (text === ')') return [...values].sort();
    if (text !== ',') throw refused(`found '${text}', expected: ',' or ')'`);
    if (reader.next.is === 'end') throw refused("found '', expected: ',', or identifier");
  }
}

function checkValues(key: string, operator: Requirement['operator'], values: readonly string[]): void {
  for (const [index, value] of values.entries()) {
    const shown = JSON.stringify(value);
    if ((operator === 'gt' || operator === 'lt') && !/^[-+]?\d+$/.test(value)) {
      throw refused(`values[${index}]: Invalid value: ${shown}: for 'Gt', 'Lt' operators, the value must be an integer`);
    }
    const problem = labelValueProblem(value);
    if (problem) throw refused(`values[${index}][${key}]: Invalid value: ${shown}: ${problem}`);
  }
}

function refused(why: string): ApiError {
  return badRequest(`unable to parse requirement: ${why}`);
}
