import type { CustomResourceDefinition, JSONSchemaProps } from 'kubernetes-types/apiextensions/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { customResourceDefinitionsOfSlipway } from '../../../../../engine/dialects/definitions.ts';
import { suitabilityOf } from '../../../../../engine/operator/install/plan/foreign-definition.ts';

const [endpoints] = customResourceDefinitionsOfSlipway();
if (!endpoints) throw new Error('there are definitions');

/** The same definition from somebody else, with its schema changed. */
function other(change: (schema: JSONSchemaProps, definition: CustomResourceDefinition) => unknown): CustomResourceDefinition {
  const copy = structuredClone(endpoints) as CustomResourceDefinition;
  change(copy.spec.versions[0]?.schema?.openAPIV3Schema ?? {}, copy);
  return copy;
}

function spec(schema: JSONSchemaProps): Record<string, JSONSchemaProps> {
  return schema.properties?.['spec']?.properties ?? {};
}

function judged(change: Parameters<typeof other>[0]) {
  return suitabilityOf(other(change), endpoints as CustomResourceDefinition);
}

describe('the definition of one of our kinds from somebody else', () => {
  it('that is alike lacks nothing', () => {
    expect(judged(() => {})).toEqual({ lacks: [], unknown: [] });
  });

  it('may have more fields and versions', () => {
    const more = judged((schema, { spec: { versions } }) => {
      spec(schema)['more'] = { type: 'string' };
      versions.push({ name: 'v1', served: true, storage: false });
    });
    expect(more).toEqual({ lacks: [], unknown: [] });
  });

  it('that keeps what it does not know will do', () => {
    const open = judged((schema) => {
      schema.properties = {
        spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as JSONSchemaProps,
        status: schema.properties?.['status'] ?? {},
      };
    });
    expect(open).toEqual({ lacks: [], unknown: [] });
  });

  it('that does not know an optional field is told of it', () => {
    expect(judged((schema) => delete spec(schema)['scaling'])).toEqual({ lacks: [], unknown: ['spec.scaling'] });
  });

  it('that has a field with another type does not know it', () => {
    expect(judged((schema) => Object.assign(spec(schema), { scaling: { type: 'string' } })).unknown).toEqual(['spec.scaling']);
  });

  it('that does not know a field of list items is told of it', () => {
    const { unknown } = judged((schema) => {
      const items = schema.properties?.['status']?.properties?.['conditions']?.items as JSONSchemaProps;
      delete items.properties?.['observedGeneration'];
    });
    expect(unknown).toEqual(['status.conditions[].observedGeneration']);
  });

  it.each<[lack: string, change: Parameters<typeof other>[0]]>([
    ['the field spec.model', (schema) => delete spec(schema)['model']],
    ['the field status.conditions', (schema) => delete schema.properties?.['status']?.properties?.['conditions']],
    ['the subresource status', (_, { spec: { versions } }) => delete versions[0]?.subresources],
    ['the scope Namespaced', (_, definition) => Object.assign(definition.spec, { scope: 'Cluster' })],
    ['the version v1alpha1', (_, { spec: { versions } }) => Object.assign(versions[0] ?? {}, { served: false })],
  ])('without %s will not do', (lack, change) => {
    expect(judged(change).lacks).toEqual([lack]);
  });
});
