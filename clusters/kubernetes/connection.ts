import type { RequestOptions } from 'node:http';
import { ClusterUnreachable } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import { type ApiAgent, createAgent, retire } from './agent.ts';
import { type ContextMaterial, loadContextMaterial } from './cluster-context.ts';
import { type Consent, createProgramCredentials } from './credentials/program-credentials.ts';
import { findContext } from './kubeconfig/contexts.ts';
import { noCredentials } from './kubeconfig/errors.ts';
import type { KubeconfigChoice } from './kubeconfig/load.ts';
import type { SelectedContext } from './kubeconfig/select-context.ts';
import { chooseProxy } from './proxy/choose-proxy.ts';
import { serverUrlOf } from './server-url.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';

/** Where an API server is and how to authenticate there. */
export interface Connection {
  /** As the kubeconfig has it. */
  server: URL;
  /** The agent that keeps connections, and the headers that authenticate. */
  options: RequestOptions;
  /** Whether long answers may come packed. */
  compressed: boolean;
}

export interface ConnectionSource {
  /** Rejects with `ClusterUnreachable`, or the signal's reason. */
  current(signal?: AbortSignal): Promise<Connection>;
  /** The server did not accept the credentials. Those that are newer than the connection's stay. */
  forget(connection?: Connection): void;
  /** The server did not answer: read the kubeconfig again next time, it may have been rewritten. */
  reload(): void;
}

export interface ConnectionChoice extends KubeconfigChoice {
  /** Whether a program that the kubeconfig names for credentials may be run. Absent: none is. */
  consent?: Consent | undefined;
}

interface Kept {
  connection: Connection;
  until: number;
}

/** Certificates and tokens in files change; they are read again after this long. */
const credentialsKeptMs = 10_000;

/** Reads the kubeconfig when first needed, and keeps connections and, for a moment, credentials. */
export function createConnectionSource(choice: ConnectionChoice, clock: Clock): ConnectionSource {
  const { environment = process.env, consent } = choice;
  const programs = createProgramCredentials({ consent, environment, clock });
  let context: SelectedContext | undefined;
  let connecting: SharedTask<Connection> | undefined;
  let kept: Kept | undefined;
  let pool: { key: string; agent: ApiAgent } | undefined;

  return {
    async current(signal) {
      if (kept && clock.now() < kept.until) return kept.connection;
      if (!connecting || connecting.isOver()) connecting = createSharedTask(connect);
      return connecting.join(signal);
    },
    forget(connection) {
      if (connection && connection !== kept?.connection) return;
      kept = undefined;
      context = undefined;
      programs.forget();
    },
    reload() {
      kept = undefined;
      context = undefined;
    },
  };

  async function connect(signal: AbortSignal): Promise<Connection> {
    context ??= await findContext(choice);
    const { cluster } = context;
    const server = serverUrlOf(cluster.server);
    if (!server) throw new ClusterUnreachable(cluster.server, `The server "${cluster.server}" is not an address. Correct the kubeconfig.`);
    try {
      kept = await prepare(context, server, signal);
      return kept.connection;
    } catch (error) {
      throw signal.aborted ? signal.reason : noCredentials(server.origin, error);
    }
  }

  async function prepare(selected: SelectedContext, server: URL, signal: AbortSignal): Promise<Kept> {
    const material = await loadContextMaterial(selected, server, programs, signal);
    const until = Math.min(clock.now() + credentialsKeptMs, material.expiresAt ?? Number.POSITIVE_INFINITY);
    const proxy = chooseProxy(server, selected.cluster.proxyUrl, environment);
    const agent = agentFor(server, material, proxy);
    // Packing costs more than sending where nothing leaves the machine.
    const compressed = !selected.cluster.disableCompression && !isLoopback(server);
    return { connection: { server, options: { agent, headers: material.headers }, compressed }, until };
  }

  function agentFor(server: URL, { tls }: ContextMaterial, proxy: URL | undefined): ApiAgent {
    const key = `${server.origin} ${proxy?.href ?? ''} ${tls?.fingerprint ?? ''}`;
    if (pool?.key === key) return pool.agent;
    const agent = createAgent({ tls: tls?.options(), proxy, clock });
    if (pool) retire(pool.agent);
    pool = { key, agent };
    return agent;
  }
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}
