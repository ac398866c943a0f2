import { describe, expect, it } from 'vitest';
import { ApiError, type StatusCause } from '../../../../clusters/api-error.ts';
import { refusalProblems } from '../../../../engine/services/manifests/refusal-problems.ts';

function refused(...causes: StatusCause[]): ApiError {
  const message = 'AIMEndpoint.aim.engine.amd.com "demo" is invalid';
  return new ApiError(422, 'Invalid', message, { kind: 'AIMEndpoint', name: 'demo', causes });
}

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an " +
  "alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('what a server says of a field', () => {
  it.each([
    [
      'spec.scaling.minReplicas',
      'Invalid value: -1: spec.scaling.minReplicas in body should be greater than or equal to 0',
      'Must be 0 or more (it is -1).',
    ],
    [
      'spec.service.port',
      'Invalid value: 99999: spec.service.port in body should be less than or equal to 65535',
      'Must be 65535 or less (it is 99999).',
    ],
    [
      '.spec.service.port',
      'Invalid value: 0: spec.service.port in body should be greater than or equal to 1',
      'Must be 1 or more (it is 0).',
    ],
    [
      'spec.recipe.gpuCount',
      'Invalid value: "string": spec.recipe.gpuCount in body must be of type integer: "string"',
      'Must be of the type integer (it is string).',
    ],
    [
      'spec.service.type',
      'Unsupported value: "Nodeport": supported values: "ClusterIP", "NodePort", "LoadBalancer"',
      'Must be "ClusterIP", "NodePort" or "LoadBalancer" (it is "Nodeport").',
    ],
    ['spec.mode', 'Unsupported value: "b": supported values: "a"', 'Must be "a" (it is "b").'],
    [
      'spec.model.id',
      'Invalid value: "": spec.model.id in body should be at least 1 chars long',
      'Must have at least 1 characters (it is "").',
    ],
    ['spec.image', 'Invalid value: "a: b": spec.image in body should match \'^[a-z]+$\'', 'Must match \'^[a-z]+$\' (it is "a: b").'],
    [
      'metadata.name',
      `Invalid value: "Not_A_Name": ${subdomain}`,
      "Must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (it is \"Not_A_Name\").",
    ],
    ['spec.model.id', 'Required value', 'A value is required.'],
    ['metadata.name', 'Required value: name or generateName is required', 'Name or generateName is required.'],
    ['spec.ports[1]', 'Duplicate value: "http"', 'Must not repeat "http".'],
    ['metadata.labels', 'Too long: may not be more than 63 bytes', 'Is too long: may not be more than 63 bytes.'],
    ['spec.clusterIP', 'Forbidden: may not change once set', 'May not change once set.'],
    ['', 'Something that no form knows: 3', 'Something that no form knows: 3.'],
  ])('at "%s": %s', (field, message, said) => {
    expect(refusalProblems(refused({ field, message }))).toEqual([{ field: field.replace(/^\./, ''), message: said }]);
  });

  it('names the namespace that is missing, and how to make it', () => {
    const error = new ApiError(404, 'NotFound', 'namespaces "nowhere" not found', { kind: 'namespaces', name: 'nowhere' });
    expect(refusalProblems(error)).toEqual([
      {
        field: 'metadata.namespace',
        message: 'The namespace nowhere does not exist.',
        fix: 'Create it (kubectl create namespace nowhere), or choose one that exists.',
      },
    ]);
  });
});
