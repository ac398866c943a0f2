import { describe, expect, it } from 'vitest';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { actionsOf } from '../../../renderer/features/cluster/actions-of.ts';
import { decideGate } from '../../../renderer/features/gate/decide-gate.ts';
import { kubeconfigCommand, kubectlCommand, shellWord } from '../../../renderer/features/shared/cluster-commands.ts';
import { clusterMark } from '../../../renderer/features/shared/cluster-mark.ts';
import { installationWords, modelsWords } from '../../../renderer/features/shared/cluster-words.ts';
import { whyNotWrite } from '../../../renderer/features/shared/why-not-write.ts';

const dev: ClusterView = {
  name: 'dev',
  provider: 'kind',
  state: 'running',
  connection: 'connected',
  problem: null,
  simulated: true,
  freshness: { state: 'live', since: 1 },
  version: 'v1.36.3',
  server: null,
  nodes: 3,
  gatewayUrl: null,
  kubeconfig: '/home/ada/my config',
  context: 'kind-dev',
  readOnly: false,
  namespace: null,
  installation: { state: 'complete', version: '0.1.0' },
};

describe('what stands before the pages of a cluster', () => {
  it.each([
    [{}, 'endpoints', 'open'],
    [{ state: 'stopped' }, 'endpoints', 'paused'],
    [{ state: 'partial' }, 'endpoints', 'unfinished'],
    [{ connection: 'none' }, '', 'unconnected'],
    [{ connection: 'connecting' }, '', 'connecting'],
    [{ connection: 'failed' }, 'hardware', 'unreachable'],
    [{ installation: { state: 'none', version: null } }, 'endpoints', 'not-installed'],
    [{ installation: { state: 'none', version: null } }, 'hardware', 'open'],
    [{ installation: null }, 'endpoints', 'open'],
  ] as [Partial<ClusterView>, string, string][])('with %j at %s is %s', (part, page, gate) => {
    expect(decideGate('dev', [{ ...dev, ...part }], page)).toBe(gate);
  });

  it('is nothing for the sandbox, and a sentence for a name that nobody knows', () => {
    expect(decideGate('sandbox', undefined, 'endpoints')).toBe('open');
    expect(decideGate('dev', undefined, 'endpoints')).toBe('loading');
    expect(decideGate('gone', [dev], 'endpoints')).toBe('unknown');
  });
});

describe('a cluster’s mark', () => {
  it.each([
    [{}, 'ready', 'Live'],
    [{ freshness: { state: 'stale', since: 1, reason: 'lost' } }, 'degraded', 'Stale'],
    [{ freshness: null }, 'progressing', 'Connecting'],
    [{ state: 'stopped' }, 'idle', 'Paused'],
    [{ state: 'partial' }, 'degraded', 'Not finished'],
    [{ connection: 'failed' }, 'failed', 'Unreachable'],
    [{ connection: 'none' }, 'idle', 'Not connected'],
    [{ connection: 'connecting' }, 'progressing', 'Connecting'],
  ] as [Partial<ClusterView>, string, string][])('with %j is %s, %s', (part, state, word) => {
    expect(clusterMark({ ...dev, ...part })).toEqual({ state, word });
  });
});

it('the actions of a cluster are those that it can take', () => {
  expect(actionsOf({ ...dev, provider: 'sandbox' })).not.toContain('remove');
  expect(actionsOf({ ...dev, state: 'partial' })).toEqual(['remove']);
  expect(actionsOf({ ...dev, state: 'stopped' })).toEqual(['resume', 'remove']);
  expect(actionsOf(dev)).toContain('pause');
  expect(actionsOf({ ...dev, provider: 'remote' })).not.toContain('pause');
  expect(actionsOf({ ...dev, installation: null })).not.toContain('uninstall');
});

it('the words of a cluster say what is known, and a dash where nothing is', () => {
  expect([true, false, null].map((simulated) => modelsWords({ simulated }))).toEqual(['Simulated', 'On its GPUs', '–']);
  expect(installationWords({ installation: null })).toBe('–');
  expect(installationWords({ installation: { state: 'none', version: null } })).toBe('Not installed');
  expect(installationWords(dev)).toBe('Installed 0.1.0');
});

it('nothing can be written where a cluster is read-only, and the reason names the way out', () => {
  expect(whyNotWrite(dev)).toBeNull();
  expect(whyNotWrite({ ...dev, readOnly: true })).toBe('dev is attached read-only. Attach it again without "Read-only" to change it.');
});

it('command lines survive a shell', () => {
  expect(shellWord('/plain/path')).toBe('/plain/path');
  expect(shellWord("it's")).toBe(`'it'\\''s'`);
  expect(kubectlCommand(dev, 'get nodes')).toBe("kubectl --kubeconfig '/home/ada/my config' --context kind-dev get nodes");
  expect(kubeconfigCommand('dev')).toBe('slipway cluster kubeconfig dev');
});
