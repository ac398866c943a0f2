import { describe, expect, it } from 'vitest';
import type { HealthFacts } from '../../../../../engine/operator/install/run/health/health.ts';
import { judgeHealth } from '../../../../../engine/operator/install/run/health/judge-health.ts';
import { deployment, healthyFacts, pod } from './health-facts.ts';

const facts = healthyFacts();

/** What the parts wait for. */
function waiting(changed: Partial<HealthFacts>): string[] {
  const { checks } = judgeHealth({ ...facts, ...changed });
  return checks.filter(({ healthy }) => !healthy).map(({ message }) => message);
}

describe('an installation', () => {
  it('is healthy when all that it consists of answers', () => {
    expect(judgeHealth(facts)).toMatchObject({ healthy: true, failures: [] });
    expect(judgeHealth(facts).checks.map(({ message }) => message)).toEqual([
      "Slipway's kinds are served.",
      'slipway-operator: 2 of 2 pods are ready.',
      'slipway-gateway: 2 of 2 pods are ready.',
      'slipway-operator-1_0bd27125 leads.',
      'The gateway answers.',
      'The webhooks answer.',
    ]);
  });

  it.each<[string, Partial<HealthFacts>, string]>([
    ['for its kinds', { unservedKinds: ['AIMCache', 'Route'] }, 'The API server does not serve AIMCache, Route yet.'],
    ['for a Deployment', { deployments: [deployment('slipway-operator')] }, 'Deployment slipway-gateway is not there.'],
    [
      'for a pod',
      { deployments: [deployment('slipway-operator'), deployment('slipway-gateway', { availableReplicas: 1 })] },
      'slipway-gateway: 1 of 2 pods are ready.',
    ],
    [
      'for the new pods of an upgrade, while the old ones still serve',
      {
        deployments: [
          deployment('slipway-operator'),
          deployment('slipway-gateway', { replicas: 3, updatedReplicas: 1, availableReplicas: 2 }),
        ],
      },
      'slipway-gateway: 0 of 2 pods are ready.',
    ],
    [
      'until the change of a Deployment has been seen',
      { deployments: [deployment('slipway-operator'), deployment('slipway-gateway', { observedGeneration: 0 })] },
      'slipway-gateway: 0 of 2 pods are ready.',
    ],
    ['for a leader', { lease: undefined }, 'No replica of the operator leads yet.'],
    ['for another leader when the pod of the last one is gone', { pods: [pod('gateway', {})] }, 'No replica of the operator leads yet.'],
    ['for the gateway to be asked', { gateway: null }, 'The gateway was not asked yet.'],
    ['for the gateway', { gateway: { ok: false, reason: 'no routes yet' } }, 'The gateway does not answer: no routes yet'],
    ['for the webhooks', { webhook: { ok: false, reason: 'self-signed' } }, 'The webhooks do not answer: self-signed'],
  ])('waits %s', (_, changed, message) => {
    expect(waiting(changed)).toEqual([message]);
  });

  it('without webhooks waits for none', () => {
    expect(waiting({ options: { ...facts.options, webhooks: false }, webhook: null })).toEqual([]);
  });

  it('whose operator runs on the laptop waits for its kinds alone', () => {
    const options = { ...facts.options, operator: 'local' as const, webhooks: false };
    expect(waiting({ options, deployments: [], pods: [], lease: undefined, gateway: null, webhook: null })).toEqual([]);
  });

  it('says why a pod is not ready beside how many are', () => {
    const noNode = pod(
      'gateway',
      {},
      { conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available: 1 Insufficient cpu.' }] },
    );
    const deployments = [deployment('slipway-operator'), deployment('slipway-gateway', { availableReplicas: 1 })];
    expect(waiting({ deployments, pods: [...facts.pods, noNode] })).toEqual([
      'slipway-gateway: 1 of 2 pods are ready. Pod slipway-gateway-1 finds no node: 0/1 nodes are available: 1 Insufficient cpu.',
    ]);
  });

  it('fails when the cluster lets none of its pods in', () => {
    const message = 'pods "slipway-gateway-1" is forbidden: exceeded quota: small';
    const deployments = [
      deployment('slipway-operator'),
      deployment('slipway-gateway', { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] }),
    ];
    expect(judgeHealth({ ...facts, deployments }).failures).toEqual([
      {
        message: `The cluster lets no pod of Deployment slipway-gateway in: ${message}`,
        fix: 'Change the quota or the policy that refuses it, or install into another namespace.',
      },
    ]);
  });

  it('does not fail for a pod that is going', () => {
    const stuck = pod('gateway', { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off' } } });
    const going = { ...stuck, metadata: { ...stuck.metadata, deletionTimestamp: '2026-01-01T12:00:00Z' } };
    expect(judgeHealth({ ...facts, pods: [...facts.pods, stuck] }).failures).toHaveLength(1);
    expect(judgeHealth({ ...facts, pods: [...facts.pods, going] }).failures).toEqual([]);
  });

  it("does not fail for pods that are not Slipway's", () => {
    const foreign = pod('gateway', { state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off' } } });
    foreign.metadata.labels = {};
    expect(judgeHealth({ ...facts, pods: [...facts.pods, foreign] })).toMatchObject({ healthy: true });
  });
});
