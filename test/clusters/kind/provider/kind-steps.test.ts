import { describe, expect, it } from 'vitest';
import { createKindProgress, readKindStep } from '../../../../clusters/kind/provider/kind-steps.ts';
import { captured } from './captured.ts';

describe("a line of kind's", () => {
  it.each([
    [' • Preparing nodes 📦 📦 📦   ...', { id: 'nodes', title: 'Preparing nodes', state: 'begun' }],
    [' ✓ Preparing nodes 📦 📦 📦 ', { id: 'nodes', title: 'Preparing nodes', state: 'done' }],
    [' ✗ Preparing nodes 📦 ', { id: 'nodes', title: 'Preparing nodes', state: 'failed' }],
    [
      ' • Ensuring node image (kindest/node:v1.36.1) 🖼️  ...',
      { id: 'image', title: 'Ensuring node image (kindest/node:v1.36.1)', state: 'begun' },
    ],
    [
      ' • Configuring the external load balancer ⚖️  ...',
      { id: 'load-balancer', title: 'Configuring the external load balancer', state: 'begun' },
    ],
    [' • Starting control-plane 🕹️  ...', { id: 'control-plane', title: 'Starting control-plane', state: 'begun' }],
    [
      ' • Joining more control-plane nodes 🎮  ...',
      { id: 'more-control-planes', title: 'Joining more control-plane nodes', state: 'begun' },
    ],
    [' • Doing what nobody foresaw 🦄  ...', { id: 'kind', title: 'Doing what nobody foresaw', state: 'begun' }],
  ] as const)('%s is a step', (line, step) => expect(readKindStep(line)).toEqual(step));

  it.each([
    'Creating cluster "dev" ...',
    ' • Ready after 6s 💚',
    'Deleted nodes: ["p-control-plane"]',
    '',
    'ERROR: failed to create cluster',
  ])('%j is none', (line) => expect(readKindStep(line)).toBeUndefined());
});

describe("kind's output as progress", () => {
  it('tells each step of three nodes as it begins, and never goes back', () => {
    const progressOf = createKindProgress();
    const told = captured('created-three-nodes').flatMap((line) => progressOf(line) ?? []);
    expect(told.map(({ message }) => message)).toEqual([
      'cgroup v1 is deprecated in Kubernetes and will not be supported in a future kind release, please upgrade to cgroup v2',
      'Ensuring node image (local/kind-node:v1.36.3)',
      'Preparing nodes',
      'Writing configuration',
      'Starting control-plane',
      'Installing CNI',
      'Installing StorageClass',
      'Joining worker nodes',
      expect.stringMatching(/^Waiting ≤ 2m0s for control-plane = Ready$/),
    ]);
    const fractions = told.flatMap(({ fraction }) => fraction ?? []);
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
    expect(fractions.every((fraction) => fraction >= 0 && fraction < 0.8)).toBe(true);
  });

  it('does not go back for a second image', () => {
    const progressOf = createKindProgress();
    progressOf(' • Preparing nodes 📦  ...');
    expect(progressOf(' • Ensuring node image (other:1) 🖼️  ...')?.fraction).toBe(0.06);
  });

  it('belongs to the step during which it was said', () => {
    const progressOf = createKindProgress();
    progressOf(' • Installing CNI 🔌  ...');
    expect(progressOf('WARNING: here be dragons')).toEqual({ step: 'network', message: 'WARNING: here be dragons' });
  });
});
