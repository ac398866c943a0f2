import { describe, expect, it } from 'vitest';
import { planRemoval, type RemovalFacts } from '../../../../../engine/operator/install/plan/plan-removal.ts';
import { stored } from './facts.ts';
import { carefully, facts, inNamespace, namespace, summary, thing } from './removal.ts';

describe('of the namespace, a removal', () => {
  it('keeps a namespace that somebody else made, and one with things of somebody else', () => {
    const other = thing('ConfigMap', 'mine');
    const cases: [RemovalFacts, string][] = [
      [
        { ...facts, namespace: stored({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }) },
        'The namespace is from somebody else.',
      ],
      [{ ...facts, contents: [...inNamespace, other] }, 'In it is what Slipway did not make: ConfigMap mine.'],
      [{ ...facts, contents: [other, thing('Secret', 'theirs')] }, 'In it is what Slipway did not make: ConfigMap mine and 1 more.'],
    ];
    for (const [given, why] of cases) {
      expect(planRemoval(given, carefully).items.at(-1)).toMatchObject({ ref: { kind: 'Namespace' }, action: 'keep', why });
    }
  });

  it('knows what is in a namespace by itself, and what belongs to our parts', () => {
    const deployment = inNamespace.find(({ kind }) => kind === 'Deployment');
    const owned = (name: string, owner: string) => ({
      name,
      uid: `uid of ${name}`,
      ownerReferences: [{ apiVersion: 'v1', kind: 'x', name: 'x', uid: owner }],
    });
    const contents = [
      // The pod comes before what it belongs to.
      thing('Pod', 'gateway-1-a', owned('gateway-1-a', 'uid of gateway-1')),
      thing('ReplicaSet', 'gateway-1', owned('gateway-1', deployment?.metadata.uid ?? '')),
      thing('ConfigMap', 'kube-root-ca.crt'),
      thing('ServiceAccount', 'default'),
      thing('Event', 'gateway.123'),
      thing('EndpointSlice', 'slipway-gateway-x'),
      thing('Lease', 'slipway-operator'),
    ];
    expect(summary({ ...facts, contents: [...inNamespace, ...contents] }, carefully).removed.at(-1)).toBe('Namespace slipway-system');
  });

  it("takes the Lease of the operator's replicas, which would be left in a namespace that stays", () => {
    const contents = [...inNamespace, thing('Lease', 'slipway-operator'), thing('Lease', 'theirs')];
    const { removed } = summary({ ...facts, contents }, carefully);
    expect(removed).toContain('Lease slipway-system/slipway-operator');
    expect(removed).not.toContain('Lease slipway-system/theirs');
  });
});
