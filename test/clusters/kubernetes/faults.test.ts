import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../clusters/clock.ts';
import type { WatchEvent, WatchOptions } from '../../../clusters/cluster.ts';
import { pods } from '../../../clusters/kinds.ts';
import { createKubernetesCluster } from '../../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../../clusters/log.ts';
import { eventually } from '../../helpers/eventually.ts';
import { type Answer, answerJson, kubeconfigFor, scriptedApiServer, statusBody } from '../../helpers/scripted-api-server.ts';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const key = { namespace: 'default', name: 'web' };

async function start(answer: Answer) {
  const server = await scriptedApiServer(answer);
  const cluster = createKubernetesCluster({ kubeconfig: server.kubeconfig, log: silentLog, clock: systemClock });
  return { server, cluster, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function collect(events: AsyncIterable<WatchEvent>): Promise<WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

function line(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`;
}

describe('requests', () => {
  it('waits as Retry-After says and sends again', async () => {
    let refusals = 2;
    await using api = await start((_, response) =>
      refusals-- > 0
        ? answerJson(response, 429, statusBody(429, 'TooManyRequests'), { 'Retry-After': '0' })
        : answerJson(response, 200, { metadata: { name: 'web' } }),
    );
    expect(await api.cluster.get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
    expect(api.server.requests).toHaveLength(3);
  });

  it('quotes an answer that is no Status', async () => {
    await using api = await start((_, response) => void response.writeHead(502).end('<html>Bad gateway</html>'));
    await expect(api.cluster.get(pods, key)).rejects.toMatchObject({ code: 502, message: expect.stringContaining('Bad gateway') });
  });

  it('says that nothing listens, and what to do', async () => {
    const gone = await scriptedApiServer(() => {});
    await gone[Symbol.asyncDispose]();
    const cluster = createKubernetesCluster({ kubeconfig: gone.kubeconfig, log: silentLog, clock: systemClock });
    await expect(cluster.get(pods, key)).rejects.toMatchObject({
      name: 'ClusterUnreachable',
      message: `The API server at http://127.0.0.1:${gone.port} did not answer: nothing listens there. Start the cluster, or check the address in the kubeconfig.`,
    });
  });

  it('sends a read again when the kept connection was cut', async () => {
    let isFirst = true;
    await using api = await start((request, response) => {
      if (isFirst) request.socket.destroy();
      else answerJson(response, 200, { metadata: { name: 'web' } });
      isFirst = false;
    });
    expect(await api.cluster.get(pods, key)).toMatchObject({ metadata: { name: 'web' } });
  });

  it('ends at once when aborted, with the reason of the abort', async () => {
    await using api = await start(() => {});
    const abort = new AbortController();
    const asked = api.cluster.get(pods, key, { signal: abort.signal });
    await eventually(() => api.server.requests.length === 1);
    abort.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

describe('watches', () => {
  const options: WatchOptions = { resourceVersion: '5' };
  const answering =
    (...chunks: string[]): Answer =>
    (_, response) => {
      response.writeHead(200);
      for (const chunk of chunks) response.write(chunk);
      response.end();
    };

  it('joins lines that come in pieces, and gives bookmarks', async () => {
    const whole = line('ADDED', { metadata: { name: 'größe', resourceVersion: '6' } });
    await using api = await start(answering(whole.slice(0, 40), whole.slice(40), line('BOOKMARK', { metadata: { resourceVersion: '9' } })));
    expect(await collect(api.cluster.watch(pods, options))).toEqual([
      { type: 'ADDED', object: { metadata: { name: 'größe', resourceVersion: '6' } } },
      { type: 'BOOKMARK', resourceVersion: '9' },
    ]);
    expect(api.server.requests[0]).toContain('allowWatchBookmarks=true');
  });

  it.each([410, 500])('throws an ERROR event of code %i', async (code) => {
    await using api = await start(answering(line('ERROR', statusBody(code, 'Expired', 'too old'))));
    await expect(collect(api.cluster.watch(pods, options))).rejects.toMatchObject({ name: 'ApiError', code, message: 'too old' });
  });

  it('throws 410 at the opening', async () => {
    await using api = await start((_, response) => answerJson(response, 410, statusBody(410, 'Expired')));
    await expect(collect(api.cluster.watch(pods, options))).rejects.toMatchObject({ name: 'ApiError', code: 410 });
  });

  it.each([
    ['a line that is not JSON', 'nonsense\n'],
    ['a last line that was cut', '{"type":"ADD'],
    ['an unknown type', '{"type":"SURPRISE","object":{}}\n'],
  ])('fails on %s', async (_, text) => {
    await using api = await start(answering(text));
    await expect(collect(api.cluster.watch(pods, options))).rejects.toThrow('sent a watch event that is not one');
  });

  it('fails when the connection drops', async () => {
    await using api = await start((_, response) => {
      response.writeHead(200);
      response.write(line('ADDED', { metadata: { name: 'web' } }), () => response.destroy());
    });
    await expect(collect(api.cluster.watch(pods, options))).rejects.toMatchObject({ name: 'ClusterUnreachable' });
  });

  it('ends quietly and at once when aborted', async () => {
    await using api = await start((_, response) => void response.writeHead(200).flushHeaders());
    const abort = new AbortController();
    const ended = collect(api.cluster.watch(pods, { ...options, signal: abort.signal, onOpen: () => abort.abort() }));
    expect(await ended).toEqual([]);
  });

  it('notices a connection that went dead without a word', async () => {
    await using api = await start((_, response) => void response.writeHead(200).flushHeaders());
    await using proxy = await stallingProxy(api.server.port);
    const clock = new SimulatedClock();
    const cluster = createKubernetesCluster({ kubeconfig: kubeconfigFor(`http://127.0.0.1:${proxy.port}`), log: silentLog, clock });
    const opened = Promise.withResolvers<void>();
    const ended = collect(cluster.watch(pods, { ...options, timeoutSeconds: 300, onOpen: opened.resolve }));
    const outcome = expect(ended).rejects.toThrow('it did not answer in time');
    await opened.promise;
    proxy.stall();
    await clock.advance(329_000);
    expect(clock.waiting).toBe(1);
    await clock.advance(2_000);
    await outcome;
  });
});

/** A TCP proxy that can stop forwarding while all connections stay open: a half-open connection. */
async function stallingProxy(target: number): Promise<{ port: number; stall(): void } & AsyncDisposable> {
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(target, '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
