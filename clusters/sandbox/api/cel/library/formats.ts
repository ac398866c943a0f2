import { Optional } from '@marcbachmann/cel-js';
import { formatProblem } from '../../validation/formats.ts';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelValueProblem,
  qualifiedNameProblem,
  serviceNameProblem,
} from '../../validation/names.ts';
import type { Comparable } from '../values.ts';
import { addFunctions, addNamespace, addType, type Library } from './library.ts';

/** Kubernetes' named formats: `format.dns1123Label().validate(name)`. */
export const formatsLibrary: Library = (environment) => {
  const format = 'kubernetes.NamedFormat';
  addType(environment, format, NamedFormat);
  addNamespace(environment, 'format', {
    [`named(string): optional<${format}>`]: (name: string) =>
      Object.hasOwn(problems, name) ? Optional.of(new NamedFormat(name)) : Optional.none(),
    ...Object.fromEntries(Object.keys(problems).map((name) => [`${name}(): ${format}`, () => new NamedFormat(name)])),
  });
  addFunctions(environment, {
    [`${format}.validate(string): optional<list<string>>`]: ({ name }: NamedFormat, text: string) => {
      const problem = problems[name]?.(text);
      return problem === undefined ? Optional.none() : Optional.of([problem]);
    },
  });
};

class NamedFormat implements Comparable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  equals(other: unknown): boolean {
    return other instanceof NamedFormat && other.name === this.name;
  }
}

type Problem = (text: string) => string | undefined;

const problems: Record<string, Problem> = {
  dns1123Label: dnsLabelProblem,
  dns1123Subdomain: dnsSubdomainProblem,
  dns1035Label: serviceNameProblem,
  qualifiedName: qualifiedNameProblem,
  dns1123LabelPrefix: ofPrefix(dnsLabelProblem),
  dns1123SubdomainPrefix: ofPrefix(dnsSubdomainProblem),
  dns1035LabelPrefix: ofPrefix(serviceNameProblem),
  labelValue: labelValueProblem,
  uri: ofFormat('uri', 'invalid URI for request'),
  uuid: ofFormat('uuid', 'does not match the UUID format'),
  byte: ofFormat('byte', 'invalid base64'),
  date: ofFormat('date', 'invalid date'),
  datetime: ofFormat('date-time', 'invalid datetime'),
};

/** A prefix may end with a dash: what follows is made up. */
function ofPrefix(problem: Problem): Problem {
  return (text) => problem(text.replace(/-$/, 'a'));
}

function ofFormat(name: string, message: string): Problem {
  return (text) => (formatProblem(name, text) ? message : undefined);
}
