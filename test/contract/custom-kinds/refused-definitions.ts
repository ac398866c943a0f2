import { expect } from 'vitest';
import { customResourceDefinitions } from '../../../clusters/kinds.ts';
import type { ContractContext } from '../contract.ts';
import { causesOf, definitionOf, refusal, undefine } from '../custom-definitions.ts';

const at = 'spec.validation.openAPIV3Schema';

/** A schema, and the causes that a definition with it is refused for. */
const schemas: Record<string, [schema: object, causes: string[]]> = {
  'that is not of objects': [{ type: 'string' }, [`${at}.type: FieldValueInvalid: Invalid value: "string": must be object at the root`]],
  'with a property of no type': [
    { type: 'object', properties: { a: {} } },
    [`${at}.properties[a].type: FieldValueRequired: Required value: must not be empty for specified object fields`],
  ],
  'with a list of nothing': [
    { type: 'object', properties: { a: { type: 'array' } } },
    [`${at}.properties[a].items: FieldValueRequired: Required value: must be specified`],
  ],
  'with a map that has properties': [
    {
      type: 'object',
      properties: { a: { type: 'object', additionalProperties: { type: 'string' }, properties: { b: { type: 'string' } } } },
    },
    [`${at}.properties[a].additionalProperties: FieldValueForbidden: Forbidden: additionalProperties and properties are mutual exclusive`],
  ],
  'that describes metadata': [
    { type: 'object', properties: { metadata: { type: 'object', properties: { labels: { type: 'object' } } } } },
    [
      `${at}.properties[metadata]: FieldValueForbidden: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
    ],
  ],
  'that restricts what it does not describe': [
    { type: 'object', anyOf: [{ properties: { x: { minLength: 1 } } }], properties: { a: { type: 'string' } } },
    [`${at}.properties[x]: FieldValueRequired: Required value: because it is defined in ${at}.anyOf[0].properties[x]`],
  ],
  'that describes where it may only restrict': [
    { type: 'object', anyOf: [{ properties: { a: { type: 'string' } } }], properties: { a: { type: 'string' } } },
    [`${at}.anyOf[0].properties[a].type: FieldValueForbidden: Forbidden: must be empty to be structural`],
  ],
  'with a default of another type': [
    { type: 'object', properties: { a: { type: 'string', default: 3 } } },
    [`${at}.properties[a].default: FieldValueTypeInvalid: Invalid value: "integer":  in body must be of type string: "integer"`],
  ],
  'with a default that it does not know': [
    { type: 'object', properties: { a: { type: 'object', default: { b: 1 }, properties: { c: { type: 'string' } } } } },
    [`${at}.properties[a].default: FieldValueInvalid: Invalid value: {"b":1}: must not have unknown fields`],
  ],
  'with a default that breaks its rule': [
    {
      type: 'object',
      properties: { a: { type: 'string', maxLength: 5, default: 'x', 'x-kubernetes-validations': [{ rule: 'self == "y"' }] } },
    },
    [`${at}.properties[a].default: FieldValueInvalid: Invalid value: "x": failed rule: self == "y"`],
  ],
  'with a keyed list without keys': [
    { type: 'object', properties: { a: { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object' } } } },
    [
      `${at}.properties[a].x-kubernetes-list-map-keys: FieldValueRequired: Required value: must not be empty if x-kubernetes-list-type is map`,
    ],
  ],
  'with a key that may be absent': [
    {
      type: 'object',
      properties: {
        a: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['n'],
          items: { type: 'object', properties: { n: { type: 'string' } } },
        },
      },
    },
    [
      `${at}.properties[a].items.properties[n].default: FieldValueRequired: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
    ],
  ],
  'with a list type on a text': [
    { type: 'object', properties: { b: { type: 'string', 'x-kubernetes-list-type': 'set' } } },
    [`${at}.properties[b].type: FieldValueInvalid: Invalid value: "string": must be array if x-kubernetes-list-type is specified`],
  ],
  'with an embedded resource of unknown fields': [
    { type: 'object', properties: { b: { type: 'object', 'x-kubernetes-embedded-resource': true } } },
    [
      `${at}.properties[b].properties: FieldValueRequired: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields`,
    ],
  ],
  'with items that must be unique': [
    { type: 'object', properties: { a: { type: 'array', uniqueItems: true, items: { type: 'string' } } } },
    [
      `${at}.properties[a].uniqueItems: FieldValueForbidden: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`,
    ],
  ],
};

/** An expression over `self.size` (an integer) and `self.name` (a text), and where and why it is not understood. */
const rules: Record<string, string> = {
  'self.foo > 2': "1:5: undefined field 'foo'",
  "self.size + 'a' == 3": "1:11: found no matching overload for '_+_' applied to '(int, string)'",
  'nope == 1': "1:1: undeclared reference to 'nope' (in container '')",
  'foo(1)': "1:4: undeclared reference to 'foo' (in container '')",
  '!self.size': "1:1: found no matching overload for '!_' applied to '(int)'",
  "self.size.matches('a')": "1:18: found no matching overload for 'matches' applied to 'int.(string)'",
  "self.name.matches('(')": '1:19: invalid matches argument',
  "duration('x') > duration('1s')": '1:10: invalid duration argument',
  'self.name[0] == "a"': "1:10: found no matching overload for '_[_]' applied to '(string, int)'",
};

const rest: Record<string, [more: object, causes: string[]]> = {
  'replicas outside of spec and status': [
    { subresources: { scale: { specReplicasPath: '.foo', statusReplicasPath: '' } } },
    [
      'spec.subresources.scale.specReplicasPath: FieldValueInvalid: Invalid value: ".foo": should be a json path under .spec',
      'spec.subresources.scale.statusReplicasPath: FieldValueRequired: Required value',
    ],
  ],
  'a column of an unknown type': [
    { additionalPrinterColumns: [{ name: 'a', type: 'foo', jsonPath: 'spec' }] },
    [
      'spec.additionalPrinterColumns[0].JSONPath: FieldValueInvalid: Invalid value: "spec": must be a simple json path starting with .',
      'spec.additionalPrinterColumns[0].type: FieldValueInvalid: Invalid value: "foo": must be one of boolean,date,integer,number,string',
    ],
  ],
  'a deprecation of what is not deprecated': [
    { deprecationWarning: 'old' },
    ['spec.versions[0].deprecationWarning: FieldValueInvalid: Invalid value: "old": can only be set for deprecated versions'],
  ],
  'a selectable field that is an object': [
    { selectableFields: [{ jsonPath: '.spec' }, { jsonPath: '.none' }] },
    [
      'spec.selectableFields[0].jsonPath: FieldValueInvalid: Invalid value: ".spec": must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
      'spec.selectableFields[1].jsonPath: FieldValueInvalid: Invalid value: ".none": is an invalid path: does not refer to a valid field',
    ],
  ],
};

const plain = { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } };

/** Definitions that make no sense are refused when they are written, not when they are used. */
export function declareRefusedDefinitions(context: ContractContext): void {
  const { it } = context;
  const refused = async (schema: object, more = {}) => {
    const definition = definitionOf({ kind: 'Refused', versions: { v1: { schema, more } } });
    const error = await refusal(context.cluster.create(customResourceDefinitions, definition, { dryRun: true }));
    expect(error).toMatchObject({ code: 422, reason: 'Invalid' });
    return causesOf(error);
  };

  for (const [name, [schema, causes]] of Object.entries(schemas)) {
    it(`refuses a schema ${name}`, async () => expect(await refused(schema)).toEqual(causes));
  }

  for (const [rule, problem] of Object.entries(rules)) {
    it(`refuses the rule ${rule}`, async () => {
      const properties = { size: { type: 'integer' }, name: { type: 'string', maxLength: 10 } };
      const [cause, ...others] = await refused({ type: 'object', properties, 'x-kubernetes-validations': [{ rule }] });
      expect(others).toEqual([]);
      expect(cause).toMatch(`${at}.x-kubernetes-validations[0].rule: FieldValueInvalid: Invalid value: {"Rule":`);
      expect(cause).toContain(`compilation failed: ERROR: <input>:${problem}\n | ${rule}\n`);
    });
  }

  it('refuses a rule that is no condition, a message that is no text, and a comparison with nothing', async () => {
    const properties = {
      list: { type: 'array', maxItems: 2, items: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } },
    };
    const own = [{ rule: '1 + 1' }, { rule: 'true', messageExpression: '3' }, { rule: 'true', optionalOldSelf: true }];
    const causes = await refused({ type: 'object', properties, 'x-kubernetes-validations': own });
    expect(causes.map((cause) => cause.replace(/\{"Rule.*\}/, '{}'))).toEqual([
      `${at}.properties[list].items.x-kubernetes-validations[0].rule: FieldValueInvalid: Invalid value: "self == oldSelf": oldSelf cannot be used on the uncorrelatable portion of the schema within ${at}.properties[list]`,
      `${at}.x-kubernetes-validations[0].rule: FieldValueInvalid: Invalid value: {}: cel expression must evaluate to a bool`,
      `${at}.x-kubernetes-validations[1].messageExpression: FieldValueInvalid: Invalid value: {}: messageExpression must evaluate to a string`,
      `${at}.x-kubernetes-validations[2].optionalOldSelf: FieldValueInvalid: Invalid value: true: may not be set if oldSelf is not used in rule`,
    ]);
  });

  it('refuses a rule that may cost too much', async () => {
    const many = { type: 'array', items: { type: 'string' }, 'x-kubernetes-validations': [{ rule: 'self.all(a, self.all(b, a != b))' }] };
    expect((await refused({ type: 'object', properties: { many } })).join('\n')).toContain('estimated rule cost exceeds budget');
  });

  for (const [name, [more, causes]] of Object.entries(rest)) {
    it(`refuses ${name}`, async () => expect(await refused(plain, more)).toEqual(causes));
  }

  it('refuses patterns that are no regular expressions of Go, and takes those that are', async () => {
    const [cause] = await refused({ type: 'object', properties: { a: { type: 'string', pattern: '(?=a)' } } });
    expect(cause).toContain(`${at}.properties[a].pattern: FieldValueInvalid: Invalid value: "(?=a)": must be a valid regular expression`);
    const definition = definitionOf({
      kind: 'Patterned',
      versions: { v1: { schema: { type: 'object', properties: { a: { type: 'string', pattern: '^(?i)(abort|warn)?\\z' } } } } },
    });
    await context.cluster.create(customResourceDefinitions, definition);
    await undefine(context.cluster, definition);
  });
}
