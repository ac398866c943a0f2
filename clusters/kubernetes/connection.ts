import { Agent as HttpAgent, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Clock } from '../clock.ts';
import { type ClusterContext, type KubeconfigChoice, readContext } from './cluster-context.ts';
import { loadFullContext } from './full-context.ts';
import { noCredentials } from './kubeconfig-errors.ts';

/** Where an API server is and how to authenticate there. */
export interface Connection {
  /** As the kubeconfig has it. */
  server: URL;
  /** TLS material, the agent that keeps connections, and the headers that authenticate. */
  options: RequestOptions;
}

export interface ConnectionSource {
  current(): Promise<Connection>;
  /** The server did not answer or did not accept the credentials: read the kubeconfig again next time, it may have been rewritten. */
  forget(): void;
}

/** Tokens in files and from exec plugins change; they are asked for again after this long. */
const credentialsKeptMs = 10_000;

/** Reads the kubeconfig when first needed, and keeps connections and, for a moment, credentials. */
export function createConnectionSource(choice: KubeconfigChoice, clock: Clock): ConnectionSource {
  let loading: Promise<ClusterContext> | undefined;
  let agent: HttpAgent | HttpsAgent | undefined;
  let kept: { connection: Promise<Connection>; until: number } | undefined;

  return {
    current() {
      if (!kept || clock.now() >= kept.until) {
        const connection = connect();
        kept = { connection, until: clock.now() + credentialsKeptMs };
        connection.catch(() => {
          kept = undefined;
        });
      }
      return kept.connection;
    },
    forget() {
      kept = undefined;
      loading = undefined;
    },
  };

  async function connect(): Promise<Connection> {
    loading ??= loadContext(choice);
    const context = await loading.catch((error: unknown) => {
      // The file may be mended while we run.
      loading = undefined;
      throw error;
    });
    const server = new URL(context.server);
    const options: RequestOptions = await context.options().catch((error: unknown) => {
      throw noCredentials(server.origin, error);
    });
    if (!context.proxied) {
      // client-node's own agent closes the connection after each request.
      agent ??= server.protocol === 'http:' ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
      options.agent = agent;
    }
    return { server, options };
  }
}

async function loadContext(choice: KubeconfigChoice): Promise<ClusterContext> {
  const { kubeConfig, kubeconfigPath, context } = choice;
  const plain = kubeConfig || kubeconfigPath === undefined ? undefined : await readContext(kubeconfigPath, context);
  return plain ?? loadFullContext(choice);
}
