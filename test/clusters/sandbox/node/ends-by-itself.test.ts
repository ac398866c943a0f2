import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { expect, it } from 'vitest';
import { endsByItself } from '../../../../clusters/sandbox/node/ends-by-itself.ts';

const main: Container = { name: 'main', image: 'x' };
const first: Container = { name: 'first', image: 'x' };
const sidecar: Container = { name: 'sidecar', image: 'x', restartPolicy: 'Always' };

const podOwnedBy = (kind: string): Pod => ({
  metadata: { name: 'pod', ownerReferences: [{ apiVersion: 'v1', kind, name: 'owner', uid: '1', controller: true }] },
  spec: { initContainers: [first, sidecar], containers: [main] },
});

it.each([
  ['Job', main, true],
  ['ReplicaSet', main, false],
  ['ReplicaSet', first, true],
  ['Job', sidecar, false],
  ['ReplicaSet', sidecar, false],
])('in a pod of a %s, whether a container ends by itself', (kind, container, expected) => {
  expect(endsByItself(podOwnedBy(kind), container)).toBe(expected);
});
