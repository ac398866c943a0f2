// The clusters are stand-ins: what is tested is who waits for whom, and what is closed.
import { describe, expect, it, vi } from 'vitest';
import type { OpenCluster } from '../../../../clusters/provider.ts';
import { SlipwayError } from '../../../../engine/contract/errors.ts';
import type { ClusterSession } from '../../../../engine/services/clusters/cluster-session.ts';
import { createConnections } from '../../../../engine/services/clusters/connections.ts';

function scripted({ fail = 0 } = {}) {
  const opened: string[] = [];
  const closed: string[] = [];
  const left: string[] = [];
  let failures = fail;
  const connections = createConnections({
    home: { name: 'sandbox', session: sessionOf('sandbox', closed) },
    async open(name) {
      opened.push(name);
      return { [Symbol.asyncDispose]: async () => void left.push(name), name } as unknown as OpenCluster;
    },
    async begin(cluster) {
      if (failures-- > 0) throw new SlipwayError('cluster_unreachable', 'It does not answer.', { fix: 'Wait.' });
      return sessionOf((cluster as unknown as { name: string }).name, closed);
    },
  });
  return { connections, opened, closed, left };
}

function sessionOf(name: string, closed: string[]): ClusterSession {
  return { info: { name }, close: async () => void closed.push(name) } as unknown as ClusterSession;
}

describe('connections to clusters', () => {
  it('are made at the first use, and once for all who ask', async () => {
    const { connections, opened } = scripted();
    expect(connections.of('dev').state).toBe('none');
    const [one, other] = await Promise.all([connections.session('dev'), connections.session('dev')]);
    expect(one).toBe(other);
    expect(await connections.session('dev')).toBe(one);
    expect(opened).toEqual(['dev']);
    expect(connections.of('dev').state).toBe('connected');
  });

  it('need none for the cluster of this process', async () => {
    const { connections, opened } = scripted();
    expect((await connections.session('sandbox')).info.name).toBe('sandbox');
    expect(opened).toEqual([]);
  });

  it('tell why one failed, leave nothing of it, and are tried again when somebody asks', async () => {
    const { connections, left } = scripted({ fail: 1 });
    await expect(connections.session('dev')).rejects.toThrow('It does not answer.');
    expect(connections.of('dev')).toMatchObject({ state: 'failed', problem: { code: 'cluster_unreachable', fix: 'Wait.' } });
    expect(left).toEqual(['dev']);
    expect((await connections.session('dev')).info.name).toBe('dev');
  });

  it('go on being made when one of those who wait gives up', async () => {
    const { connections } = scripted();
    const hurried = new AbortController();
    const waiting = connections.session('dev', hurried.signal);
    const patient = connections.session('dev');
    hurried.abort(new Error('no time'));
    await expect(waiting).rejects.toThrow('no time');
    expect((await patient).info.name).toBe('dev');
  });

  it('are closed once, and made anew afterwards', async () => {
    const { connections, opened, closed } = scripted();
    await connections.session('dev');
    await connections.renew('dev');
    expect(closed).toEqual(['dev']);
    expect(connections.of('dev').state).toBe('none');
    await connections.session('dev');
    expect(opened).toEqual(['dev', 'dev']);
    await connections.closeAll();
    expect(closed).toEqual(['dev', 'dev']);
  });

  it('leave nothing when they are closed while they are being made', async () => {
    const { connections, left } = scripted();
    const waiting = connections.session('dev');
    await connections.close('dev');
    await expect(waiting).rejects.toThrow('The connection to dev was ended.');
    expect(left).toEqual(['dev']);
  });

  it('tell listeners of every change', async () => {
    const { connections } = scripted();
    const seen = vi.fn();
    const exit = connections.onChange(() => seen(connections.of('dev').state));
    await connections.session('dev');
    exit();
    await connections.close('dev');
    expect(seen.mock.calls.flat()).toEqual(['connecting', 'connected']);
  });
});
