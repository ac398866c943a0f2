import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../clusters/api-error.ts';
import { createInformers } from '../../../../clusters/informer/informers.ts';
import { configMaps } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { createController } from '../../../../engine/operator/runtime/controller/controller.ts';
import { forKind } from '../../../../engine/operator/runtime/controller/sources.ts';
import type { LeaseElector } from '../../../../engine/operator/runtime/election/lease-elector.ts';
import { startHealthServer } from '../../../../engine/operator/runtime/health-server.ts';
import { createManager } from '../../../../engine/operator/runtime/manager.ts';
import { createRuntimeMetrics } from '../../../../engine/operator/runtime/metrics.ts';
import { type ClusterScript, manualWatch, scriptedCluster, storedConfigMap } from '../../../helpers/scripted-cluster.ts';
import { SimulatedClock } from '../../../helpers/simulated-clock.ts';

/** An election that a test decides. */
function decidedElection() {
  const won = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<'lost'>();
  const told: string[] = [];
  const elector: LeaseElector = {
    acquire: (signal) => Promise.race([won.promise, rejection(signal)]),
    hold: (signal) => {
      const released = rejection(signal).catch(() => {
        told.push('released');
        return 'released' as const;
      });
      return Promise.race([lost.promise, released]);
    },
  };
  return { elector, told, win: won.resolve, lose: () => lost.resolve('lost') };
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

function start(options: { list?: ClusterScript['list']; elector?: LeaseElector; work?: () => Promise<void> } = {}) {
  const clock = new SimulatedClock();
  const end = new AbortController();
  const seen: string[] = [];
  const list = options.list ?? (() => ({ items: [storedConfigMap('a', 1)], resourceVersion: '1' }));
  const cluster = scriptedCluster({ list, watch: ({ signal }) => manualWatch(signal) });
  const cacheEnd = new AbortController();
  const informers = createInformers({ cluster, clock, random: () => 0.5, log: silentLog, signal: cacheEnd.signal });
  const reconcile = async ({ name }: { name: string }) => {
    seen.push(name);
    await options.work?.();
  };
  const controller = createController({ name: 'test', reconcile, sources: [forKind(configMaps)], informers, clock, log: silentLog });
  const registry = new Registry();
  const metrics = createRuntimeMetrics(registry);
  const manager = createManager({ controllers: [controller], elector: options.elector, clock, log: silentLog, metrics });
  return { clock, end, seen, manager, registry, running: manager.run(end.signal) };
}

describe('a manager', () => {
  it('fills caches on a standby replica and reconciles only once leading', async () => {
    const election = decidedElection();
    const { clock, end, seen, manager, registry, running } = start({ elector: election.elector });
    expect(manager.readiness()).toBe('waiting for the first list of: configmaps');
    await clock.advance(10_000);
    expect(manager.readiness()).toBe('ready');
    expect(seen).toEqual([]);
    election.win();
    await clock.advance(0);
    expect(seen).toEqual(['a']);
    expect(await registry.metrics()).toContain('leader_election_master_status{name="slipway-operator"} 1');
    end.abort();
    await running;
    expect(election.told).toEqual(['released']);
  });

  it('lets work that goes on end before it frees the lease', async () => {
    const election = decidedElection();
    const work = Promise.withResolvers<void>();
    const { clock, end, running } = start({ elector: election.elector, work: () => work.promise });
    election.win();
    await clock.advance(0);
    end.abort();
    await clock.advance(10_000);
    expect(election.told).toEqual([]);
    work.resolve();
    await running;
    expect(election.told).toEqual(['released']);
  });

  it('stops and fails when leadership is lost', async () => {
    const election = decidedElection();
    const { clock, running } = start({ elector: election.elector });
    election.win();
    await clock.advance(0);
    election.lose();
    await expect(running).rejects.toThrow('Leadership was lost');
  });

  it('fails after two minutes without a first list, naming the kind', async () => {
    const list = () => {
      throw new ApiError(404, 'NotFound', 'the server could not find the requested resource');
    };
    const { clock, running } = start({ list });
    const outcome = expect(running).rejects.toThrow('No first list of configmaps within 120 s');
    await clock.advance(120_000);
    await outcome;
  });

  it('ends quietly when it never led', async () => {
    const election = decidedElection();
    const { clock, end, seen, running } = start({ elector: election.elector });
    await clock.advance(0);
    end.abort();
    await running;
    expect(seen).toEqual([]);
  });
});

describe('the health server', () => {
  it('says whether it is alive, whether it is ready, and its figures', async () => {
    const registry = new Registry();
    createRuntimeMetrics(registry).leading('slipway-operator', true);
    let readiness = 'waiting for pods';
    await using server = await startHealthServer({ port: 0, registry, readiness: () => readiness });
    const ask = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
      return { code: answer.status, text: await answer.text() };
    };
    expect(await ask('/healthz')).toEqual({ code: 200, text: 'ok\n' });
    expect(await ask('/readyz')).toEqual({ code: 503, text: 'waiting for pods\n' });
    readiness = 'ready';
    expect(await ask('/readyz')).toMatchObject({ code: 200 });
    expect((await ask('/metrics')).text).toContain('leader_election_master_status{name="slipway-operator"} 1');
    expect(await ask('/other')).toMatchObject({ code: 404 });
  });
});
