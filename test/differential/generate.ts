import fc, { type Arbitrary } from 'fast-check';
import { type Json, partOf, type Variation, varied } from './documents.ts';
import { type DifferentialKind, metadataFields } from './kinds/kind.ts';
import { differentialKinds } from './kinds/kinds.ts';
import type { Sequence, Step } from './step.ts';

const LONGEST = 7;

/** Sequences of requests, the same ones for the same seed. Most bodies are right or nearly right, so that objects come to be and change. */
export function generateSequences(seed: number, count: number): Sequence[] {
  return fc.sample(fc.constantFrom(...differentialKinds).chain(sequenceOf), { seed, numRuns: count });
}

function sequenceOf(kind: DifferentialKind): Arbitrary<Sequence> {
  const later = fc.array(stepOf(kind), { minLength: 2, maxLength: LONGEST - 1 });
  return fc.tuple(firstStep(kind), later).map(([first, rest]) => ({ kind: kind.name, steps: [first, ...rest] }));
}

/** Half of the sequences begin with an object that is surely right: what follows then has something to work on. */
function firstStep(kind: DifferentialKind): Arbitrary<Step> {
  const plain: Step = { action: 'create', body: kind.base, query: { fieldManager: 'creator' } };
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(plain) },
    { weight: 2, arbitrary: create(kind) },
    { weight: 2, arbitrary: fc.constant({ action: 'apply', body: kind.base, query: { fieldManager: 'applier-one' } } satisfies Step) },
    { weight: 1, arbitrary: apply(kind) },
  );
}

function stepOf(kind: DifferentialKind): Arbitrary<Step> {
  const { statusFields, subresources } = kind;
  return fc.oneof(
    { weight: 1, arbitrary: create(kind) },
    { weight: 3, arbitrary: replace(kind) },
    { weight: 3, arbitrary: edit(kind) },
    { weight: 4, arbitrary: mergePatch(kind) },
    { weight: 3, arbitrary: strategicPatch(kind) },
    { weight: 3, arbitrary: jsonPatch(kind) },
    { weight: 6, arbitrary: apply(kind) },
    ...(statusFields ? [{ weight: 3, arbitrary: statusWrite(kind, statusFields) }] : []),
    ...(subresources.includes('scale') ? [{ weight: 2, arbitrary: scaleWrite() }] : []),
    { weight: 1, arbitrary: fc.constantFrom<Step>({ action: 'get' }, { action: 'list' }) },
    { weight: 1, arbitrary: remove() },
  );
}

function create(kind: DifferentialKind): Arbitrary<Step> {
  return fc
    .tuple(variations(kind.fields), options())
    .map(([changes, query]) => ({ action: 'create', body: varied(kind.base, changes), query }));
}

function replace(kind: DifferentialKind): Arbitrary<Step> {
  return fc
    .tuple(variations(kind.fields), options())
    .map(([changes, query]) => ({ action: 'replace', body: varied(kind.base, changes), query }));
}

function edit(kind: DifferentialKind): Arbitrary<Step> {
  return fc
    .tuple(variations(kind.fields), options())
    .map(([changes, query]) => ({ action: 'edit', body: changedPart(kind.base, changes), query }));
}

function mergePatch(kind: DifferentialKind): Arbitrary<Step> {
  return fc
    .tuple(variations(kind.fields), options())
    .map(([changes, query]) => ({ action: 'merge', body: changedPart(kind.base, changes), query }));
}

function strategicPatch(kind: DifferentialKind): Arbitrary<Step> {
  const generated = variations(kind.fields).map((changes) => changedPart(kind.base, changes));
  const written = kind.strategicPatches ? fc.constantFrom<Json>(...kind.strategicPatches) : generated;
  return fc.tuple(fc.oneof(generated, written), options()).map(([body, query]) => ({ action: 'strategic', body, query }));
}

function jsonPatch(kind: DifferentialKind): Arbitrary<Step> {
  const operation = fc
    .tuple(variation(kind.fields), fc.constantFrom('add', 'replace', 'remove', 'test', 'add', 'replace'))
    .map(toOperation);
  const odd = fc.constantFrom<unknown>(
    { op: 'copy', from: '/metadata/name', path: '/metadata/annotations' },
    { op: 'move', from: '/spec', path: '/unknownTop' },
    { op: 'add', path: '/metadata/labels/x', value: 'y' },
    { op: 'wrong', path: '/spec', value: 1 },
    { op: 'add', path: 'no-slash', value: 1 },
    { op: 'add', path: '/spec/nothing/there', value: 1 },
    { op: 'remove', path: '/metadata/name' },
    { op: 'replace', path: '', value: {} },
    { op: 'test', path: '/kind', value: 'Other' },
    'text',
  );
  const operations = fc.array(fc.oneof({ weight: 5, arbitrary: operation }, { weight: 1, arbitrary: odd }), { minLength: 1, maxLength: 2 });
  const body = fc.oneof(
    { weight: 20, arbitrary: operations as Arbitrary<unknown> },
    { weight: 1, arbitrary: fc.constantFrom<unknown>({}, [], 'x') },
  );
  return fc.tuple(body, options()).map(([operationList, query]) => ({ action: 'json', body: operationList, query }));
}

function toOperation([{ path, value }, op]: [Variation, string]): unknown {
  const pointer = `/${path
    .replaceAll('/', '~1')
    .replaceAll('.', '/')
    .replaceAll(/~(?!1)/g, '.')}`;
  if (op === 'remove' || value === undefined) return { op: 'remove', path: pointer };
  return { op, path: pointer, value };
}

function apply(kind: DifferentialKind): Arbitrary<Step> {
  const whole = variations(kind.fields).map((changes) => varied(kind.base, changes));
  const part = variations(kind.fields).map((changes) => identified(kind, changedPart(kind.base, changes)));
  const manager = fc.constantFrom('applier-one', 'applier-two', 'applier-one', 'applier-two', '', 'x'.repeat(140), 'bad\u0007name');
  const force = fc.constantFrom({}, {}, { force: 'true' }, { force: 'false' });
  return fc.tuple(fc.oneof(whole, part), manager, force, options()).map(([body, fieldManager, forced, query]) => ({
    action: 'apply',
    body,
    query: { ...query, ...(fieldManager && { fieldManager }), ...forced },
  }));
}

function statusWrite(kind: DifferentialKind, fields: Record<string, readonly unknown[]>): Arbitrary<Step> {
  const changes = fc.array(variation(fields), { minLength: 1, maxLength: 2 });
  return fc.tuple(changes, fc.constantFrom('edit', 'merge', 'strategic', 'apply', 'replace'), options()).map(([chosen, action, query]) => {
    const part = varied<Json>({}, chosen);
    const subresource = 'status' as const;
    if (action === 'apply') {
      return { action, subresource, body: identified(kind, part), query: { ...query, fieldManager: 'status-applier' } } satisfies Step;
    }
    if (action === 'replace') return { action, subresource, body: { ...varied(kind.base, []), ...part }, query } satisfies Step;
    return { action: action as 'edit', subresource, body: part, query } satisfies Step;
  });
}

function scaleWrite(): Arbitrary<Step> {
  const replicas = fc.constantFrom<unknown>(0, 1, 2, 2, 0, -1, 'x', null);
  const action = fc.constantFrom<Step['action']>('merge', 'edit', 'json', 'get', 'apply', 'replace');
  return fc.tuple(replicas, action, options()).map(([value, how, query]) => {
    const named = { apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: { name: 'thing' }, spec: { replicas: value } };
    const bodies: Partial<Record<Step['action'], unknown>> = {
      json: [{ op: 'replace', path: '/spec/replicas', value }],
      apply: named,
      replace: named,
    };
    const body = bodies[how] ?? { spec: { replicas: value } };
    return { action: how, subresource: 'scale', body, query: how === 'apply' ? { ...query, fieldManager: 'scaler' } : query };
  });
}

function remove(): Arbitrary<Step> {
  return fc
    .constantFrom<unknown>(
      undefined,
      undefined,
      undefined,
      { preconditions: { uid: 'wrong' } },
      { preconditions: { resourceVersion: '1' } },
      { propagationPolicy: 'Foreground' },
      { propagationPolicy: 'Wrong' },
      { dryRun: ['All'] },
      { gracePeriodSeconds: 0 },
    )
    .map((options) => ({
      action: 'delete',
      body: options && { kind: 'DeleteOptions', apiVersion: 'v1', ...(options as object) },
    }));
}

/** Mostly one field, and now and then three. Metadata of every kind is varied alike. */
function variations(fields: Record<string, readonly unknown[]>): Arbitrary<Variation[]> {
  const any = fc.oneof({ weight: 5, arbitrary: variation(fields) }, { weight: 1, arbitrary: variation(metadataFields) });
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Variation[]>([]) },
    { weight: 6, arbitrary: fc.array(any, { minLength: 1, maxLength: 1 }) },
    { weight: 3, arbitrary: fc.array(any, { minLength: 2, maxLength: 3 }) },
  );
}

function variation(fields: Record<string, readonly unknown[]>): Arbitrary<Variation> {
  return fc.constantFrom(...Object.entries(fields)).chain(([path, values]) => fc.constantFrom(...values).map((value) => ({ path, value })));
}

function options(): Arbitrary<Record<string, string>> {
  const manager = fc.constantFrom<Record<string, string>>({}, { fieldManager: 'one' }, { fieldManager: 'two' }, { fieldManager: 'one' });
  const validation = fc.constantFrom<Record<string, string>>(
    {},
    {},
    {},
    { fieldValidation: 'Strict' },
    { fieldValidation: 'Ignore' },
    { fieldValidation: 'Warn' },
  );
  const dry = fc.oneof(
    { weight: 12, arbitrary: fc.constant<Record<string, string>>({}) },
    { weight: 2, arbitrary: fc.constant({ dryRun: 'All' }) },
    { weight: 1, arbitrary: fc.constantFrom<Record<string, string>>({ dryRun: 'Some' }, { fieldValidation: 'Some' }) },
  );
  return fc.tuple(manager, validation, dry).map((parts) => Object.assign({}, ...parts));
}

/** What a patch must send for the base to become varied; `null` for what is removed. */
function changedPart(base: Json, changes: readonly Variation[]): Json {
  const part = partOf(
    varied(base, changes),
    changes.map(({ path }) => path),
  );
  const removed = changes.filter(({ value, path }) => value === undefined && !/\.\d+(\.|$)/.test(path));
  return varied(
    part,
    removed.map(({ path }) => ({ path, value: null })),
  );
}

function identified(kind: DifferentialKind, part: Json): Json {
  const metadata = { name: 'thing', ...(part['metadata'] as Json | undefined) };
  return { apiVersion: kind.apiVersion, kind: kind.name, ...part, metadata };
}
