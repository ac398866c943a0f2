import { expect } from 'vitest';
import type { ContractContext } from '../contract.ts';
import { causesOf, define, refusal, withSpec } from '../custom-definitions.ts';
import { ruleSubject, ruleSubjectSchema, ruleTable } from '../rule-table.ts';

/** Conditions on custom objects, as expressions. */
export function declareRules(context: ContractContext): void {
  const { it } = context;
  const object = (name: string, spec: object) => ({ metadata: { namespace: context.namespace, name }, spec: { ...spec } });

  for (const [family, rules] of Object.entries(ruleTable)) {
    it(`knows the functions of rules: ${family}`, async () => {
      // All are denied, so that each must be told of as broken: what cannot be evaluated says something else.
      const denied = rules.map((rule, index) => ({ rule: `!(${rule})`, message: `rule ${index}` }));
      const spec = { ...ruleSubjectSchema, 'x-kubernetes-validations': denied };
      await using defined = await define(context.cluster, { kind: `Ruled${family}`, versions: { v1: { schema: withSpec(spec) } } });
      const refused = await refusal(context.cluster.create(defined.kind, object('a', ruleSubject)));
      expect(refused.details.causes?.map(({ message }) => message)).toEqual(rules.map((_, index) => `Invalid value: rule ${index}`));
    });
  }

  it('tells of broken rules where and as they say', async () => {
    const properties = {
      size: { type: 'integer' },
      name: { type: 'string', maxLength: 10, 'x-kubernetes-validations': [{ rule: 'self.startsWith("n")', message: 'must start with n' }] },
      map: {
        type: 'object',
        maxProperties: 3,
        additionalProperties: { type: 'string', maxLength: 3, 'x-kubernetes-validations': [{ rule: 'self != "q"' }] },
      },
      list: {
        type: 'array',
        maxItems: 3,
        items: { type: 'object', properties: { a: { type: 'integer' } }, 'x-kubernetes-validations': [{ rule: 'self.a > 0' }] },
      },
      port: { 'x-kubernetes-int-or-string': true, 'x-kubernetes-validations': [{ rule: 'self > 3' }] },
    };
    const own = [
      { rule: 'self.size < 10', reason: 'FieldValueForbidden', fieldPath: '.size', message: 'too big' },
      { rule: 'self.size < 11', reason: 'FieldValueDuplicate' },
      { rule: 'self.size < 12', reason: 'FieldValueRequired', fieldPath: ".map['a']", message: 'needed' },
      { rule: 'self.size < 13', message: 'plain', messageExpression: '"size " + (self.size > 13 ? "large" : "small")' },
      { rule: 'self.size < 14', message: 'kept', messageExpression: 'self.map["none"]' },
    ];
    const root = [{ rule: 'self.metadata.name != "bad"' }];
    const schema = withSpec({ type: 'object', properties, 'x-kubernetes-validations': own }, { 'x-kubernetes-validations': root });
    await using defined = await define(context.cluster, { kind: 'Told', versions: { v1: { schema } } });
    const spec = { size: 50, name: 'abc', map: { k: 'q' }, list: [{ a: 1 }, { a: 0 }, {}], port: 'http' };
    expect(causesOf(await refusal(context.cluster.create(defined.kind, object('bad', spec))))).toEqual([
      `<nil>: FieldValueInvalid: Invalid value: failed rule: self.metadata.name != "bad"`,
      'spec.list[1]: FieldValueInvalid: Invalid value: failed rule: self.a > 0',
      'spec.list[2]: FieldValueInvalid: Invalid value: "object": no such key: a evaluating rule: self.a > 0',
      'spec.map[a]: FieldValueRequired: Required value: needed',
      'spec.map[k]: FieldValueInvalid: Invalid value: "q": failed rule: self != "q"',
      'spec.name: FieldValueInvalid: Invalid value: "abc": must start with n',
      `spec.port: FieldValueInvalid: Invalid value: "": 'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self > 3`,
      'spec.size: FieldValueForbidden: Forbidden: too big',
      'spec: FieldValueDuplicate: Duplicate value',
      'spec: FieldValueInvalid: Invalid value: kept',
      'spec: FieldValueInvalid: Invalid value: size large',
    ]);
  });

  it('does not ask rules about what the schema refuses', async () => {
    const properties = { size: { type: 'integer' }, name: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self != ""' }] } };
    await using defined = await define(context.cluster, {
      kind: 'Asked',
      versions: { v1: { schema: withSpec({ type: 'object', required: ['size'], properties }) } },
    });
    expect(causesOf(await refusal(context.cluster.create(defined.kind, object('a', { name: '' }))))).toEqual([
      '<nil>: FieldValueInvalid: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      'spec.size: FieldValueRequired: Required value',
    ]);
  });

  it('compares with what was there, in maps and keyed lists too', async () => {
    const counter = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self >= oldSelf', message: 'only up' }] };
    const keyed = {
      type: 'array',
      maxItems: 5,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 5 }, count: counter } },
    };
    const once = {
      type: 'string',
      maxLength: 5,
      'x-kubernetes-validations': [{ rule: '!oldSelf.hasValue() || self == oldSelf.value()', optionalOldSelf: true, message: 'once' }],
    };
    const spec = {
      type: 'object',
      properties: { count: counter, map: { type: 'object', maxProperties: 3, additionalProperties: counter }, keyed, once },
    };
    await using defined = await define(context.cluster, { kind: 'Compared', versions: { v1: { schema: withSpec(spec) } } });
    const before = {
      count: 3,
      map: { a: 3 },
      keyed: [
        { name: 'x', count: 3 },
        { name: 'y', count: 3 },
      ],
      once: 'o',
    };
    const { metadata } = await context.cluster.create(defined.kind, object('a', before));
    const after = {
      count: 2,
      map: { a: 2, b: 0 },
      keyed: [
        { name: 'y', count: 2 },
        { name: 'z', count: 0 },
        { name: 'x', count: 4 },
      ],
      once: 'p',
    };
    expect(causesOf(await refusal(context.cluster.update(defined.kind, { metadata, spec: after })))).toEqual([
      'spec.count: FieldValueInvalid: Invalid value: 2: only up',
      'spec.keyed[0].count: FieldValueInvalid: Invalid value: 2: only up',
      'spec.map[a]: FieldValueInvalid: Invalid value: 2: only up',
      'spec.once: FieldValueInvalid: Invalid value: "p": once',
    ]);
  });
}
