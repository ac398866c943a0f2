import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, it } from 'vitest';
import { missingForReady, type ReadinessFacts } from '../../../../clusters/kind/provider/readiness.ts';

const started = Date.parse('2026-01-01T12:00:00.700Z');
const before = '2026-01-01T11:59:59Z';
const after = '2026-01-01T12:00:00Z';

function node(name: string, { status = 'True', heartbeat = after, message = 'kubelet is posting ready status' } = {}): Node {
  const condition = { type: 'Ready', status, lastHeartbeatTime: heartbeat, message };
  return { metadata: { name }, status: { conditions: [{ type: 'DiskPressure', status: 'False' }, condition] } };
}

function dnsPod({ ready = 'True', startedAt = after } = {}): Pod {
  return {
    status: {
      conditions: [{ type: 'Ready', status: ready }],
      containerStatuses: [{ name: 'coredns', image: '', imageID: '', ready: true, restartCount: 0, state: { running: { startedAt } } }],
    },
  };
}

const whole: ReadinessFacts = { nodes: [node('a'), node('b')], expectedNodes: 2, dns: [dnsPod()], hasNetwork: true, since: started };

describe('what a cluster lacks to be ready', () => {
  it.each([
    ['nothing', {}, undefined],
    ['nothing without DNS of its own', { dns: undefined }, undefined],
    [
      'nothing but a network, where it is to come later',
      { hasNetwork: false, nodes: [node('a', { status: 'False' }), node('b')], dns: [] },
      undefined,
    ],
    ['a node that has not joined', { nodes: [node('a')] }, '1 of 2 nodes have joined.'],
    [
      'a node that is not ready, with its reason',
      { nodes: [node('a'), node('b', { status: 'False', message: 'no disk' })] },
      '1 of 2 nodes are ready. b: no disk',
    ],
    [
      'a node that was ready before the stop, and has not spoken since',
      { nodes: [node('a'), node('b', { heartbeat: before })] },
      '1 of 2 nodes are ready. b has not said anything yet.',
    ],
    [
      'a node without any condition',
      { nodes: [node('a'), { metadata: { name: 'b' } }] },
      '1 of 2 nodes are ready. b has not said anything yet.',
    ],
    ['DNS pods', { dns: [] }, 'DNS does not answer yet.'],
    ['a ready DNS pod', { dns: [dnsPod(), dnsPod({ ready: 'False' })] }, 'DNS does not answer yet.'],
    ['a DNS pod that runs since the start', { dns: [dnsPod({ startedAt: before })] }, 'DNS does not answer yet.'],
  ] as const)('is %s', (_, changes, sentence) => expect(missingForReady({ ...whole, ...changes })).toBe(sentence));

  it('counts what was said at any time where nothing was started', () => {
    const nodes = [node('a', { heartbeat: before })];
    expect(missingForReady({ ...whole, nodes, expectedNodes: 1, dns: [dnsPod({ startedAt: before })], since: undefined })).toBeUndefined();
  });
});
