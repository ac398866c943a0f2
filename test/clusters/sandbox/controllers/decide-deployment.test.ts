import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { describe, expect, it } from 'vitest';
import type { Stored } from '../../../../clusters/objects.ts';
import { decideDeployment } from '../../../../clusters/sandbox/controllers/deployment/decide-deployment.ts';
import { templateHash } from '../../../../clusters/sandbox/controllers/deployment/template-hash.ts';
import { webDeployment } from '../workloads.ts';

const now = Date.UTC(2026, 0, 1);

describe('deciding a deployment', () => {
  it('makes a replica set with the template, its hash and the first revision', () => {
    const { create, revision } = decideDeployment({ deployment: stored(webDeployment(3)), replicaSets: [], oldPods: 0, now });
    const hash = templateHash(webDeployment(3).spec?.template ?? {});
    expect(create?.metadata).toMatchObject({
      name: `web-${hash}`,
      labels: { app: 'web', 'pod-template-hash': hash },
      annotations: { 'deployment.kubernetes.io/revision': '1' },
    });
    expect(create?.spec).toMatchObject({ replicas: 3, selector: { matchLabels: { app: 'web', 'pod-template-hash': hash } } });
    expect(revision).toBe('1');
  });

  it('does not make one while paused', () => {
    const deployment = stored(webDeployment(3));
    deployment.spec = { ...spec(deployment), paused: true };
    const { create, status } = decideDeployment({ deployment, replicaSets: [], oldPods: 0, now });
    expect(create).toBeUndefined();
    expect(status.conditions).toMatchObject([{}, { type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' }]);
  });

  it('gives the revision of a template that comes back a new number', () => {
    const deployment = stored(webDeployment(1));
    const replicaSets = [aSet(deployment, { revision: 1, replicas: 0 }), aSet(changed(deployment), { revision: 2, replicas: 1 })];
    expect(decideDeployment({ deployment, replicaSets, oldPods: 0, now }).revision).toBe('3');
  });

  it('scales the one replica set that there is at once', () => {
    const deployment = stored(webDeployment(5));
    const set = aSet(deployment, { revision: 1, replicas: 2, desired: 2 });
    expect(decideDeployment({ deployment, replicaSets: [set], oldPods: 0, now }).change.get(set.metadata.name)?.replicas).toBe(5);
  });

  it('with Recreate waits until the last old pod is gone', () => {
    const deployment = stored(webDeployment(2));
    deployment.spec = { ...spec(deployment), strategy: { type: 'Recreate' } };
    const old = aSet(changed(deployment), { revision: 1, replicas: 2 });
    const current = aSet(deployment, { revision: 2, replicas: 0 });
    const decide = (oldReplicas: number, oldPods: number) =>
      sizes(
        decideDeployment({ deployment, replicaSets: [{ ...old, spec: { ...spec(old), replicas: oldReplicas } }, current], oldPods, now }),
      );
    expect(decide(2, 2)).toMatchObject({ [old.metadata.name]: 0 });
    expect(decide(0, 1)[current.metadata.name] ?? 0).toBe(0);
    expect(decide(0, 0)).toMatchObject({ [current.metadata.name]: 2 });
  });

  it('says so when it makes no progress for too long, and keeps saying it', () => {
    const deployment = stored(webDeployment(1));
    deployment.spec = { ...spec(deployment), progressDeadlineSeconds: 60 };
    const set = aSet(deployment, { revision: 1, replicas: 1, available: 0 });
    const first = decideDeployment({ deployment, replicaSets: [set], oldPods: 0, now }).status;
    const late = decideDeployment({
      deployment: { ...deployment, status: first },
      replicaSets: [set],
      oldPods: 0,
      now: now + 61_000,
    }).status;
    const later = decideDeployment({
      deployment: { ...deployment, status: late },
      replicaSets: [set],
      oldPods: 0,
      now: now + 99_000,
    }).status;
    for (const status of [late, later]) {
      expect(status.conditions?.[1]).toMatchObject({ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' });
    }
  });

  it('keeps as many old replica sets as it is told to', () => {
    const deployment = stored(webDeployment(1));
    deployment.spec = { ...spec(deployment), revisionHistoryLimit: 1 };
    const olds = [1, 2, 3].map((revision) => aSet(changed(deployment, `v${revision}`), { revision, replicas: 0 }));
    const current = aSet(deployment, { revision: 4, replicas: 1 });
    const { remove } = decideDeployment({ deployment, replicaSets: [...olds, current], oldPods: 0, now });
    expect(remove.map(({ metadata }) => metadata.name)).toEqual([olds[0]?.metadata.name, olds[1]?.metadata.name]);
  });
});

interface SetFacts {
  revision: number;
  replicas: number;
  available?: number;
  desired?: number;
}

function aSet(deployment: Stored<Deployment>, { revision, replicas, available = replicas, desired }: SetFacts): Stored<ReplicaSet> {
  const { create } = decideDeployment({ deployment, replicaSets: [], oldPods: 0, now });
  const annotations = {
    'deployment.kubernetes.io/revision': String(revision),
    'deployment.kubernetes.io/desired-replicas': String(desired ?? deployment.spec?.replicas),
  };
  const status = { replicas, readyReplicas: available, availableReplicas: available };
  return stored({ ...create, metadata: { ...create?.metadata, annotations }, spec: { ...spec(create ?? {}), replicas }, status });
}

function changed(deployment: Stored<Deployment>, image = 'other'): Stored<Deployment> {
  const copy = structuredClone(deployment);
  for (const container of copy.spec?.template.spec?.containers ?? []) container.image = image;
  return copy;
}

function stored<T extends { metadata?: object }>(object: T): Stored<T> {
  const metadata = { uid: 'uid', resourceVersion: '1', generation: 1, creationTimestamp: '2026-01-01T00:00:00Z', ...object.metadata };
  return { apiVersion: 'apps/v1', kind: 'Any', ...object, metadata } as Stored<T>;
}

function spec<T>({ spec: found }: { spec?: T }): T {
  if (!found) throw new Error('The object has no spec.');
  return found;
}

function sizes({ change }: ReturnType<typeof decideDeployment>): Record<string, number> {
  return Object.fromEntries([...change].map(([name, { replicas }]) => [name, replicas]));
}
