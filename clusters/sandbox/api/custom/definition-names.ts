import type { CustomResourceDefinition, CustomResourceDefinitionNames } from 'kubernetes-types/apiextensions/v1.d.ts';
import { approvalCondition } from './api-approval.ts';
import { type Condition, isTrue, withCondition } from './definition-conditions.ts';

type Status = NonNullable<CustomResourceDefinition['status']>;

/**
 * The status of a definition whose names are looked at: those that no other definition of the group has are accepted.
 * `others` are the group's other definitions, `now` is a timestamp.
 */
export function acceptNames(definition: CustomResourceDefinition, others: readonly CustomResourceDefinition[], now: string): Status {
  const { accepted, conflict } = decideNames(definition, others);
  const names: Condition = conflict
    ? { type: 'NamesAccepted', status: 'False', ...conflict }
    : { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  const conditions = [names, establishedCondition(definition, conflict === undefined), approvalCondition(definition)];
  const present = definition.status?.conditions ?? [];
  return {
    storedVersions: definition.status?.storedVersions ?? [],
    ...definition.status,
    acceptedNames: accepted,
    conditions: conditions.reduce((all, condition) => (condition ? withCondition(all, condition, now) : all), present),
  };
}

/** Once established, a definition stays so: a later conflict takes nothing away. */
function establishedCondition(definition: CustomResourceDefinition, accepted: boolean): Condition {
  return accepted || isTrue(definition, 'Established')
    ? { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }
    : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' };
}

interface Decision {
  accepted: CustomResourceDefinitionNames;
  conflict?: { reason: string; message: string };
}

/** Each name is accepted or not by itself; the condition tells of the last that is not. */
function decideNames({ spec, status }: CustomResourceDefinition, others: readonly CustomResourceDefinition[]): Decision {
  const taken = takenNames(others);
  const asked = spec.names;
  const before = status?.acceptedNames;
  const inUse = (name: string | undefined, mine: string | undefined, used: ReadonlySet<string>) => name !== mine && used.has(name ?? '');
  const shortNames = (asked.shortNames ?? []).filter((name) => !before?.shortNames?.includes(name) && taken.resources.has(name));
  const problems = [
    { field: 'plural', reason: 'PluralConflict', names: inUse(asked.plural, before?.plural, taken.resources) ? [asked.plural] : [] },
    {
      field: 'singular',
      reason: 'SingularConflict',
      names: inUse(asked.singular, before?.singular, taken.resources) ? [asked.singular] : [],
    },
    { field: 'shortNames', reason: 'ShortNamesConflict', names: shortNames },
    { field: 'kind', reason: 'KindConflict', names: inUse(asked.kind, before?.kind, taken.kinds) ? [asked.kind] : [] },
    { field: 'listKind', reason: 'ListKindConflict', names: inUse(asked.listKind, before?.listKind, taken.kinds) ? [asked.listKind] : [] },
  ].filter(({ names }) => names.length > 0);
  const refused = new Set(problems.map(({ field }) => field));
  const accepted = Object.fromEntries(
    Object.entries(asked).map(([field, name]) => [field, refused.has(field) ? before?.[field as keyof typeof before] : name]),
  );
  const last = problems.at(-1);
  return {
    // The kind is a field that is never left out.
    accepted: withoutUndefined({ plural: '', ...accepted, kind: accepted['kind'] ?? '' }) as unknown as CustomResourceDefinitionNames,
    ...(last && { conflict: { reason: last.reason, message: messageOf(last.names) } }),
  };
}

function messageOf(names: readonly (string | undefined)[]): string {
  const messages = names.map((name) => `${JSON.stringify(name)} is already in use`);
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}

function takenNames(others: readonly CustomResourceDefinition[]) {
  const accepted = others.map(({ status }) => status?.acceptedNames);
  return {
    resources: new Set(
      accepted.flatMap((names) => [names?.plural, names?.singular, ...(names?.shortNames ?? [])]).filter((name) => name !== undefined),
    ),
    kinds: new Set(accepted.flatMap((names) => [names?.kind, names?.listKind]).filter((name): name is string => Boolean(name))),
  };
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
