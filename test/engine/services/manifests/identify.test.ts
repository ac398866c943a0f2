import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../clusters/api-error.ts';
import { deployments, namespaces } from '../../../../clusters/kinds.ts';
import type { ResourceKind } from '../../../../clusters/objects.ts';
import { identify } from '../../../../engine/services/manifests/identify.ts';
import { parseManifests } from '../../../../engine/services/manifests/parse-manifests.ts';
import { refusalProblems } from '../../../../engine/services/manifests/refusal-problems.ts';

const aim: ResourceKind = {
  group: 'aim.engine.amd.com',
  version: 'v1alpha1',
  kind: 'AIMEndpoint',
  plural: 'aimendpoints',
  namespaced: true,
};
const kinds = [aim, deployments, namespaces];

function identified(yaml: string) {
  const [manifest] = parseManifests(yaml).manifests;
  if (!manifest) throw new Error('no manifest');
  return identify(manifest, kinds, 'sandbox');
}

describe('identifying a manifest', () => {
  it('finds its kind and its place', () => {
    const namespaced = identified('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}').manifest;
    expect(namespaced).toMatchObject({ kind: deployments, namespace: 'default', name: 'a' });
    const scoped = identified('apiVersion: v1\nkind: Namespace\nmetadata: {name: a, namespace: ignored}').manifest;
    expect(scoped).toMatchObject({ namespace: null, name: 'a' });
  });

  it('names what is missing', () => {
    const { manifest, problems } = identified('kind: Deployment\nmetadata: {}');
    expect(manifest).toBeNull();
    expect(problems.map(({ field }) => field)).toEqual(['apiVersion', 'metadata.name']);
  });

  it('names the kinds that exist when the kind is unknown', () => {
    const [problem] = identified('apiVersion: aim.engine.amd.com/v1alpha1\nkind: AIMEndpont\nmetadata: {name: a}').problems;
    expect(problem).toEqual({
      field: 'kind',
      line: 2,
      message: 'The cluster sandbox knows no kind AIMEndpont in aim.engine.amd.com/v1alpha1.',
      fix: 'aim.engine.amd.com has AIMEndpoint.',
    });
  });

  it('names the version that exists when only that is wrong', () => {
    const [problem] = identified('apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: a}').problems;
    expect(problem?.fix).toBe('Use apiVersion apps/v1.');
  });

  it('asks for the definition of an unknown group', () => {
    const [problem] = identified('apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: {name: a}').problems;
    expect(problem?.fix).toContain('Install the CustomResourceDefinition of serving.kserve.io first');
    expect(problem?.fix).toContain('aim.engine.amd.com');
  });
});

describe("a server's refusal as problems", () => {
  it('keeps the field and the reason of each cause', () => {
    const refusal = new ApiError(422, 'Invalid', 'AIMEndpoint "a" is invalid', {
      causes: [
        {
          field: 'spec.scaling.minReplicas',
          message: 'Invalid value: -1: must be greater than or equal to 0',
          reason: 'FieldValueInvalid',
        },
      ],
    });
    expect(refusalProblems(refusal)).toEqual([{ field: 'spec.scaling.minReplicas', message: 'Must be 0 or more (it is -1).' }]);
  });

  it('names each unknown field', () => {
    const message =
      'AIMEndpoint in version "v1alpha1" cannot be handled: strict decoding error: unknown field "spec.foo", unknown field "spec.bar"';
    expect(refusalProblems(new ApiError(400, 'BadRequest', message)).map(({ field }) => field)).toEqual(['spec.foo', 'spec.bar']);
  });

  it('reads what server-side apply says of fields and types', () => {
    const message =
      'failed to create typed patch object (default/a; aim.engine.amd.com/v1alpha1, Kind=AIMEndpoint): errors:\n' +
      '  .spec.scalling: field not declared in schema\n  .spec.model.id: expected string, got &value.valueUnstructured{Value:1}';
    expect(refusalProblems(new ApiError(500, 'Unknown', message)).map(({ field, message: text }) => [field, text])).toEqual([
      ['spec.scalling', 'There is no field spec.scalling in this kind.'],
      ['spec.model.id', 'The field spec.model.id must be of the type string.'],
    ]);
  });

  it('says how to get a namespace that is missing', () => {
    const refusal = new ApiError(404, 'NotFound', 'namespaces "ml" not found', { kind: 'namespaces', name: 'ml' });
    expect(refusalProblems(refusal)[0]).toMatchObject({ field: 'metadata.namespace', message: 'The namespace ml does not exist.' });
  });

  it('names the manager that owns a field', () => {
    const refusal = new ApiError(409, 'Conflict', 'Apply failed with 1 conflict', {
      causes: [{ field: '.spec.model.id', message: 'conflict with "kubectl-client-side-apply"', reason: 'FieldManagerConflict' }],
    });
    expect(refusalProblems(refusal)[0]).toMatchObject({
      field: 'spec.model.id',
      message: 'Another field manager owns this field: conflict with "kubectl-client-side-apply".',
    });
  });
});
