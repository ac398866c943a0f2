import { describe, expect, it } from 'vitest';
import { ApiError, ClusterUnreachable } from '../../../../clusters/api-error.ts';
import { ProviderError } from '../../../../clusters/provider.ts';
import { SlipwayError } from '../../../../engine/contract/errors.ts';
import { forPeople, toSlipwayError } from '../../../../engine/services/shared/to-slipway-error.ts';

describe('what was thrown below, for people', () => {
  it.each([
    ['Unusable', 'not_ready'],
    ['Unsupported', 'refused'],
    ['NotFound', 'not_found'],
    ['AlreadyThere', 'already_exists'],
    ['NotRunning', 'not_ready'],
    ['InvalidOptions', 'invalid_input'],
    ['InvalidName', 'invalid_input'],
    ['ReadOnly', 'forbidden'],
    ['Failed', 'internal'],
  ] as const)("keeps a provider's sentence and fix: %s is %s", (refusal, code) => {
    expect(toSlipwayError(new ProviderError(refusal, 'It is so.', { fix: 'Do this.' }))).toMatchObject({
      code,
      message: 'It is so.',
      fix: 'Do this.',
    });
  });

  it.each([
    [
      new ApiError(403, 'Forbidden', 'nodes is forbidden'),
      'forbidden',
      'The API server refused: nodes is forbidden.',
      'Ask whoever runs the cluster for this right.',
    ],
    [
      new ApiError(401, 'Unauthorized', 'Sign in!'),
      'unauthorized',
      'The API server refused: Sign in!',
      'Sign in to the cluster again, or get a new kubeconfig from whoever runs it.',
    ],
    [new ApiError(404, 'NotFound', 'pods "a" not found'), 'not_found', 'The API server refused: pods "a" not found.', undefined],
    [new ApiError(409, 'AlreadyExists', 'it is there'), 'already_exists', 'The API server refused: it is there.', undefined],
    [new ApiError(409, 'Conflict', 'it was changed'), 'conflict', 'The API server refused: it was changed.', undefined],
    [
      new ApiError(429, 'TooManyRequests', 'slow down'),
      'not_ready',
      'The API server refused: slow down.',
      'Wait a moment, then try again.',
    ],
    [
      new ApiError(504, 'Timeout', 'took long'),
      'timeout',
      'The API server refused: took long.',
      'Try again; if it goes on, look at the load of the API server.',
    ],
    [new ApiError(500, 'InternalError', 'broken'), 'internal', 'The API server refused: broken.', undefined],
    [
      new ClusterUnreachable('https://c', 'The API server at https://c did not answer.'),
      'cluster_unreachable',
      'The API server at https://c did not answer.',
      undefined,
    ],
    [new Error('oops'), 'internal', 'Something in Slipway failed: oops', expect.any(String)],
  ])('says what an API server refused, or why it did not answer: %s', (thrown, code, message, fix) => {
    expect(toSlipwayError(thrown)).toMatchObject({ code, message, fix });
  });

  it('tells which field is not valid', () => {
    const refusal = new ApiError(422, 'Invalid', 'Deployment is invalid', {
      causes: [{ field: 'spec.replicas', message: 'Invalid value: -1: must be positive' }],
    });
    expect(toSlipwayError(refusal)).toMatchObject({ code: 'invalid_input', problems: [{ field: 'spec.replicas' }] });
  });

  it('leaves alone what is for people already', async () => {
    const error = new SlipwayError('refused', 'No.');
    expect(toSlipwayError(error)).toBe(error);
    await expect(forPeople(Promise.reject(error))).rejects.toBe(error);
    expect(await forPeople(Promise.resolve(1))).toBe(1);
  });
});
