import type { Agent, RequestOptions } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions as HttpsRequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { ClusterUnreachable } from '../api-error.ts';
import type { Clock } from '../clock.ts';

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

export interface KubeconfigChoice {
  /** One that is loaded already. */
  kubeConfig?: KubeConfig | undefined;
  /** A file. Without either: what kubectl would take, or the pod's service account. */
  kubeconfigPath?: string | undefined;
  /** Default: the kubeconfig's current context. */
  context?: string | undefined;
}

/** Tokens in files and from exec plugins change; they are asked for again after this long. */
const credentialsKeptMs = 10_000;

/** Reads the kubeconfig when first needed, and keeps connections and, for a moment, credentials. */
export function createConnectionSource(choice: KubeconfigChoice, clock: Clock): ConnectionSource {
  let loading: Promise<KubeConfig> | undefined;
  let agent: Agent | undefined;
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
    loading ??= loadKubeConfig(choice);
    const config = await loading.catch((error: unknown) => {
      // The file may be mended while we run.
      loading = undefined;
      throw error;
    });
    const cluster = config.getCurrentCluster();
    if (!cluster) throw noSuchContext(choice, config);
    const server = new URL(cluster.server);
    const options: HttpsRequestOptions = {};
    await config.applyToHTTPSOptions(options).catch((error: unknown) => {
      throw noCredentials(server.origin, error);
    });
    if (!cluster.proxyUrl) {
      // client-node's own agent closes the connection after each request.
      agent ??= server.protocol === 'http:' ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
      options.agent = agent;
    }
    return { server, options };
  }
}

async function loadKubeConfig({ kubeConfig, kubeconfigPath, context }: KubeconfigChoice): Promise<KubeConfig> {
  if (kubeConfig && context === undefined) return kubeConfig;
  // Loaded late: importing it takes most of a second, and a start does not need it.
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  const source = kubeconfigPath ?? 'the default kubeconfig';
  try {
    if (kubeConfig) config.loadFromOptions({ ...kubeConfig });
    else if (kubeconfigPath === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfigPath);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ClusterUnreachable(source, `The kubeconfig ${source} cannot be read: ${reason}. Check the file.`, { cause: error });
  }
  if (context !== undefined) config.setCurrentContext(context);
  return config;
}

function noSuchContext({ context, kubeconfigPath }: KubeconfigChoice, config: KubeConfig): ClusterUnreachable {
  const known = config.getContexts().map(({ name }) => name);
  const source = kubeconfigPath ?? 'the kubeconfig';
  const wanted = context ?? config.getCurrentContext();
  const what = wanted ? `has no usable context "${wanted}"` : 'names no current context';
  return new ClusterUnreachable(source, `${source} ${what}. Choose one of: ${known.join(', ') || 'none is there'}.`);
}

function noCredentials(server: string, error: unknown): ClusterUnreachable {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `No credentials for ${server}: ${reason}. Check the user in the kubeconfig; a program that it names must be on the PATH.`;
  return new ClusterUnreachable(server, message, { cause: error });
}
