import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodes, resourceQuotas } from '../../../clusters/kinds.ts';
import type { Progress } from '../../../clusters/provider.ts';
import { kubernetesForTests } from '../../helpers/control-plane.ts';
import { hurried, type InstallationWorld, installationWorld, options } from './installation-world.ts';

describe.skipIf(!kubernetesForTests)('waiting for an installation on a real API server', () => {
  let world: InstallationWorld;
  beforeAll(async () => {
    world = await installationWorld();
    await world.installer.apply(await world.installer.plan(options()), options());
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('says what is up, and at the end what is missing: made-up pods hold no Lease and answer nobody', async () => {
    const said: Progress[] = [];
    const waiting = hurried(world.cluster).untilHealthy(options(), { timeoutMs: 120_000, onProgress: (progress) => said.push(progress) });
    await expect(waiting).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(
        /^Slipway does not run after 120 s\. No replica of the operator leads yet\. The gateway does not answer: /,
      ),
      fix: 'What was applied stays, and may still come up: run the same again to go on waiting.',
    });
    const messages = said.map(({ message }) => message);
    expect(messages).toEqual(expect.arrayContaining(["Slipway's kinds are served.", 'slipway-gateway: 2 of 2 pods are ready.']));
    expect(messages.length).toBe(new Set(messages).size);
  });

  test('ends when it is called off', async () => {
    const cancel = new AbortController();
    const waiting = world.installer.untilHealthy(options(), {
      signal: cancel.signal,
      onProgress: () => cancel.abort(new Error('by hand')),
    });
    await expect(waiting).rejects.toThrow('by hand');
  });

  test('fails at once when a quota lets no pod in', async () => {
    const metadata = { namespace: 'slipway-system', name: 'none' };
    await world.cluster.create(resourceQuotas, { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '0' } } });
    const more = { ...options(), replicas: { operator: 2, gateway: 3 } };
    await world.installer.apply(await world.installer.plan(more), more);
    await expect(world.installer.untilHealthy(more, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'not_ready',
      message: expect.stringMatching(
        /^Slipway does not run: The cluster lets no pod of Deployment slipway-gateway in: .*exceeded quota: none/,
      ),
      fix: 'Change the quota or the policy that refuses it, or install into another namespace.',
    });
    await world.cluster.delete(resourceQuotas, metadata);
  });

  test('says why the scheduler finds no node', async () => {
    const { items } = await world.cluster.list(nodes);
    for (const { metadata } of items) {
      await world.cluster.patch(nodes, { name: metadata.name }, { type: 'merge', body: { spec: { unschedulable: true } } });
    }
    const newer = { ...options(), version: '0.2.0' };
    await world.installer.apply(await world.installer.plan(newer), newer);
    await expect(hurried(world.cluster).untilHealthy(newer, { timeoutMs: 120_000 })).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(/slipway-gateway: 0 of \d pods are ready\. Pod slipway-gateway-\S+ finds no node: .*unschedulable/),
    });
  });
});
