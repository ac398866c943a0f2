import type { ContainerStatus } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { podTrouble } from '../../../../../engine/operator/install/run/health/pod-trouble.ts';
import { pod } from './health-facts.ts';

const unresolved =
  'failed to pull and unpack image "docker.io/slipway/gateway:0.1.0": failed to resolve reference "docker.io/slipway/gateway:0.1.0": dial tcp: lookup registry-1.docker.io: no such host';
const built =
  'It is in no registry. Name a registry that the nodes can reach and that has it, or load it into the nodes: on kind, Slipway builds and loads it.';

function waiting(reason: string, message: string, image = 'slipway/gateway:0.1.0'): Partial<ContainerStatus> {
  return { image, state: { waiting: { reason, message } } };
}

describe("a pod's trouble", () => {
  it.each([
    {
      says: 'that the first pull failed: it may still go well',
      container: waiting('ErrImagePull', unresolved),
      fix: built,
      lasting: false,
    },
    { says: 'that pulling goes on failing', container: waiting('ImagePullBackOff', `Back-off: ${unresolved}`), fix: built, lasting: true },
    {
      says: 'that the registry asks who pulls',
      container: waiting('ImagePullBackOff', 'pull access denied, may require authorization', 'ghcr.io/us/gateway:1'),
      fix: 'Name a pull secret that may read this registry, or make the image public.',
      lasting: true,
    },
    {
      says: 'that the nodes do not reach the registry',
      container: waiting('ImagePullBackOff', 'dial tcp 10.0.0.1:443: i/o timeout', 'registry.local/gateway:1'),
      fix: 'The nodes do not reach this registry: name one that they reach, or load the image into the nodes.',
      lasting: true,
    },
    {
      says: 'that the tag does not exist',
      container: waiting('ImagePullBackOff', 'manifest for ghcr.io/us/gateway:9 not found', 'ghcr.io/us/gateway:9'),
      fix: 'Check its name and tag, and that the registry has it for the processors of the nodes.',
      lasting: true,
    },
    {
      says: 'that it is never pulled',
      container: waiting('ErrImageNeverPull', 'Container image is not present'),
      fix: built,
      lasting: true,
    },
  ])('about its image says $says', ({ container, fix, lasting }) => {
    const why = container.state?.waiting?.message;
    const message = `Pod slipway-gateway-1 cannot get the image ${container.image}: ${why}`;
    expect(podTrouble(pod('gateway', container))).toEqual({ message, fix, lasting });
  });

  it('that finds no node has the reason of the scheduler, and may pass', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available: 3 Insufficient cpu.' }];
    expect(podTrouble(pod('operator', {}, { conditions }))).toEqual({
      message: 'Pod slipway-operator-1 finds no node: 0/3 nodes are available: 3 Insufficient cpu.',
      fix: 'Add a node, or make room on one.',
      lasting: false,
    });
  });

  it('that ends again and again has its last words', () => {
    const container = { restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } };
    expect(podTrouble(pod('operator', container), ['starting', 'no catalog'])).toEqual({
      message: 'Pod slipway-operator-1 ends again and again (3 restarts, exit code 1). Its last words: starting / no catalog',
      fix: 'See kubectl logs slipway-operator-1 --container operator --previous.',
      lasting: true,
    });
  });

  it('that ended once may pass', () => {
    const container = { restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } };
    expect(podTrouble(pod('operator', container))).toMatchObject({
      message: 'Pod slipway-operator-1 ends (1 restart, exit code 1).',
      lasting: false,
    });
  });

  it('that took too much memory says so', () => {
    const container = {
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    };
    expect(podTrouble(pod('operator', container))?.message).toBe(
      'Pod slipway-operator-1 ends again and again (4 restarts, it took more memory than it may).',
    );
  });

  it('that cannot be started has the words of kubelet', () => {
    const container = {
      state: { waiting: { reason: 'CreateContainerConfigError', message: 'secret "slipway-operator-webhook" not found' } },
    };
    expect(podTrouble(pod('operator', container))).toMatchObject({
      message: 'Pod slipway-operator-1 cannot be started: secret "slipway-operator-webhook" not found',
      lasting: true,
    });
  });

  it('is none for one that runs, also after a restart', () => {
    const container = { restartCount: 1, state: { running: {} }, lastState: { terminated: { exitCode: 1 } } };
    expect(podTrouble(pod('operator', container))).toBeUndefined();
    expect(podTrouble(pod('operator', { state: { waiting: { reason: 'ContainerCreating' } } }))).toBeUndefined();
  });
});
