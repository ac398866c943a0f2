import type { Container, PodSpec } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, test } from 'vitest';
import { holdsResources, podRequest } from '../../../../engine/domain/fleet/pod-requests.ts';

const gpus = (count: number): Container => ({ name: 'c', resources: { limits: { 'amd.com/gpu': String(count) } } });
const sidecar = (count: number): Container => ({ ...gpus(count), restartPolicy: 'Always' });
const asked = (spec: Partial<PodSpec>) => podRequest({ spec: { containers: [], ...spec } }, 'amd.com/gpu');

describe('what a pod holds, as the scheduler counts', () => {
  test.each<[string, Partial<PodSpec>, number]>([
    ['the sum of its containers', { containers: [gpus(2), gpus(3)] }, 5],
    ['a request as well as a limit', { containers: [{ name: 'c', resources: { requests: { 'amd.com/gpu': '4' } } }] }, 4],
    ['an initial container that needs more', { initContainers: [gpus(8)], containers: [gpus(2)] }, 8],
    ['initial containers one at a time', { initContainers: [gpus(1), gpus(2)], containers: [gpus(2)] }, 2],
    ['sidecars with the containers', { initContainers: [sidecar(1)], containers: [gpus(2)] }, 3],
    [
      'sidecars that have started before an initial container',
      { initContainers: [sidecar(1), gpus(4), sidecar(2)], containers: [gpus(1)] },
      5,
    ],
    ['overhead on top', { containers: [gpus(1)], overhead: { 'amd.com/gpu': '1' } }, 2],
    ['nothing of other resources', { containers: [{ name: 'c', resources: { limits: { 'nvidia.com/gpu': '4' } } }] }, 0],
  ])('is %s', (_, spec, count) => {
    expect(asked(spec)).toBe(count);
  });
  test.each([
    ['one that runs', { spec: { nodeName: 'n', containers: [] }, status: { phase: 'Running' } }, true],
    ['one that is being started', { spec: { nodeName: 'n', containers: [] }, status: { phase: 'Pending' } }, true],
    ['one that is not placed', { spec: { containers: [] }, status: { phase: 'Pending' } }, false],
    ['one that is done', { spec: { nodeName: 'n', containers: [] }, status: { phase: 'Succeeded' } }, false],
    ['one that has failed', { spec: { nodeName: 'n', containers: [] }, status: { phase: 'Failed' } }, false],
  ])('%s holds resources or not', (_, pod, holds) => {
    expect(holdsResources(pod)).toBe(holds);
  });
});
