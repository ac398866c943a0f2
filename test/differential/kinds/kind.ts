import type { Json } from '../documents.ts';

/** What requests of one kind are made of. */
export interface DifferentialKind {
  name: string;
  apiVersion: string;
  plural: string;
  subresources: readonly ('status' | 'scale')[];
  /** A smallest valid object, without its namespace. */
  base: Json;
  /** What requests set, and to what: right and slightly wrong. `undefined` removes. */
  fields: Record<string, readonly unknown[]>;
  /** Status fields, for writes through the subresource. */
  statusFields?: Record<string, readonly unknown[]>;
  /** Parts of strategic patches that are written by hand. */
  strategicPatches?: readonly Json[];
}

/** What every kind's metadata is varied by. */
export const metadataFields: Record<string, readonly unknown[]> = {
  'metadata.labels.app': ['web', '', 'not a value', null, 5, 'x'.repeat(64), undefined],
  'metadata.labels.example~com/tier': ['front', 'back', undefined],
  'metadata.labels.-bad-': ['x'],
  'metadata.labels': [{}, null, { a: 'b', c: 'd' }],
  'metadata.annotations.note': ['text', '', 'with "quotes"\nand lines', true, null],
  'metadata.annotations': [{ 'bad key!': 'x' }, {}, null],
  'metadata.finalizers': [['example.com/keep'], [], ['nodomain'], ['example.com/keep', 'example.com/keep'], null],
  'metadata.ownerReferences': [
    [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1-2-3' }],
    [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1-2-3', controller: true },
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid: '4-5-6', controller: true },
    ],
    [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner' }],
    [{ apiVersion: 'v1', kind: 'ConfigMap', name: '', uid: '1' }],
  ],
  'metadata.name': ['Bad_Name', 'other-name', ''],
  'metadata.namespace': ['elsewhere', ''],
  'metadata.generation': [77],
  'metadata.creationTimestamp': [null, '2020-01-01T00:00:00Z', 'yesterday'],
  'metadata.deletionTimestamp': ['2020-01-01T00:00:00Z'],
  'metadata.resourceVersion': ['', '0', '1', 'abc', '$version', '$stale-version', undefined],
  'metadata.uid': ['', '$uid', '00000000-0000-0000-0000-000000000000', undefined],
  'metadata.managedFields': [
    [],
    [{}],
    null,
    [{ manager: 'x', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
  ],
  'metadata.unknown': ['x'],
  kind: ['Wrong', '', undefined],
  apiVersion: ['v9', 'example.com/v1', '', undefined],
  unknownTop: ['x', { a: 1 }],
};
