import { describe, expect, it } from 'vitest';
import { ApiError, ClusterUnreachable } from '../../../../../clusters/api-error.ts';
import { explainConflict } from '../../../../../engine/operator/install/run/apply/explain-conflict.ts';
import { explainFailure } from '../../../../../engine/operator/install/run/apply/explain-failure.ts';

const gateway = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'slipway-system', name: 'slipway-gateway' };
const conflict = new ApiError(409, 'Conflict', 'Apply failed with 1 conflict: conflict with "kubectl-scale": .spec.replicas', {
  causes: [{ reason: 'FieldManagerConflict', message: 'conflict with "kubectl-scale" using apps/v1', field: '.spec.replicas' }],
});

describe('an object that could not be written', () => {
  it.each([
    [
      'names who has set which field',
      conflict,
      'conflict',
      'Deployment slipway-system/slipway-gateway was not applied: others have set spec.replicas (of kubectl-scale).',
      'Take that change of kubectl-scale back, or delete Deployment slipway-system/slipway-gateway, and run the same again.',
    ],
    [
      'says that the rights are missing',
      new ApiError(403, 'Forbidden', 'deployments.apps is forbidden'),
      'forbidden',
      'Deployment slipway-system/slipway-gateway was not applied: deployments.apps is forbidden',
      'Use a context that may do this, or ask whoever runs the cluster to install Slipway.',
    ],
    [
      'says that the credentials are not taken any more',
      new ApiError(401, 'Unauthorized', 'the token has expired'),
      'unauthorized',
      'Deployment slipway-system/slipway-gateway was not applied: the token has expired',
      'Sign in to the cluster again, and run the same again.',
    ],
    [
      'says what the server requires',
      new ApiError(422, 'Invalid', 'spec.template: Required value'),
      'refused',
      'Deployment slipway-system/slipway-gateway was not applied: spec.template: Required value',
      'See what the cluster requires of such objects, or choose other options.',
    ],
    [
      'can be tried again when the server is busy',
      new ApiError(500, 'InternalError', 'etcdserver: request timed out'),
      'not_ready',
      'Deployment slipway-system/slipway-gateway was not applied: etcdserver: request timed out',
      'Run the same again: it goes on where it stopped.',
    ],
    [
      'can be tried again when the cluster is back',
      new ClusterUnreachable('https://10.0.0.1', 'The API server at https://10.0.0.1 did not answer: nothing listens there.'),
      'cluster_unreachable',
      'Deployment slipway-system/slipway-gateway was not applied: The API server at https://10.0.0.1 did not answer: nothing listens there.',
      'Run the same again once the cluster answers: it goes on where it stopped.',
    ],
  ])('%s', (...[, error, code, message, fix]) => {
    expect(explainFailure(error, gateway, 'applied')).toMatchObject({ code, message, fix });
  });

  it('stays what it is when it was called off', () => {
    const reason = new Error('cancelled by hand');
    expect(explainFailure(reason, gateway, 'applied')).toBe(reason);
  });

  it('is in the words of a plan what belongs to whom, or what the server said', () => {
    expect(explainConflict(conflict)).toBe('spec.replicas belongs to kubectl-scale');
    expect(explainConflict(new ApiError(422, 'Invalid', 'spec.replicas: Invalid value'))).toBe('spec.replicas: Invalid value');
  });
});
