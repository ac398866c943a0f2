/** What a chart's values decide: every combination of choices that an installation may have, and how a template asks for one. */
import { type InstallOptions, installOptionProblems } from '../../options.ts';
import { placeholderOptions } from './placeholders.ts';

/** A yes or no that changes which objects and fields there are. */
export interface Choice {
  readonly name: string;
  /** Template expressions: true when the choice is yes, and when it is no. */
  readonly yes: string;
  readonly no: string;
  apply(options: InstallOptions, isYes: boolean): InstallOptions;
}

export const choices: readonly Choice[] = [
  {
    name: 'namespaced',
    yes: 'eq .Values.scope.kind "namespace"',
    no: 'eq .Values.scope.kind "cluster"',
    apply: (options, isYes) => (isYes ? options : { ...options, scope: { kind: 'cluster' } }),
  },
  flag('webhooks'),
  {
    name: 'certManager',
    yes: 'eq .Values.certificates "cert-manager"',
    no: 'eq .Values.certificates "self-managed"',
    apply: (options, isYes) => ({ ...options, certificates: isYes ? 'cert-manager' : 'self-managed' }),
  },
  flag('simulated'),
  flag('networkPolicy'),
  flag('prometheus'),
  {
    name: 'imagePullSecrets',
    yes: '.Values.imagePullSecrets',
    no: 'not .Values.imagePullSecrets',
    apply: (options, isYes) => (isYes ? options : { ...options, imagePullSecrets: [] }),
  },
  several('operator'),
  several('gateway'),
];

/** A combination of choices: the names of those that are yes, and the options that it stands for, with placeholders. */
export interface Variant {
  readonly chosen: ReadonlySet<string>;
  readonly options: InstallOptions;
}

/** All that make sense together. */
export function variants(): Variant[] {
  let all: Variant[] = [{ chosen: new Set(), options: placeholderOptions() }];
  for (const choice of choices) all = all.flatMap((variant) => [false, true].map((isYes) => choose(variant, choice, isYes)));
  return all.filter(({ options }) => installOptionProblems(options).length === 0);
}

function choose({ chosen, options }: Variant, choice: Choice, isYes: boolean): Variant {
  return { chosen: isYes ? new Set([...chosen, choice.name]) : chosen, options: choice.apply(options, isYes) };
}

function flag(name: 'webhooks' | 'simulated' | 'networkPolicy' | 'prometheus'): Choice {
  return { name, yes: `.Values.${name}`, no: `not .Values.${name}`, apply: (options, isYes) => ({ ...options, [name]: isYes }) };
}

function several(component: 'operator' | 'gateway'): Choice {
  const count = `(int .Values.replicas.${component})`;
  return {
    name: `several ${component}s`,
    yes: `gt ${count} 1`,
    no: `le ${count} 1`,
    apply: (options, isYes) => ({ ...options, replicas: { ...options.replicas, [component]: isYes ? 2 : 1 } }),
  };
}
