/** The embedded cluster: a Kubernetes API on loopback HTTPS, and the machinery behind it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import type { Log } from '../log.ts';
import { ensureCertificates, type ServerCertificates } from './api/certificates.ts';
import { writeKubeconfig } from './api/kubeconfig.ts';
import { type ApiServer, createApiServer } from './api/server.ts';
import { createFleet, ensureFleet, type Fleet } from './fleet/fleet.ts';
import type { FleetNode } from './fleet/node-for.ts';
import type { ImageTable } from './images.ts';
import { type Machinery, startMachinery } from './machinery.ts';
import { createLatePodRuntime } from './node/late-pod-runtime.ts';
import type { PodRuntime } from './pod-runtime.ts';
import { StorageError } from './storage-error.ts';
import { kubernetesVersion } from './version.ts';

export interface SandboxOptions {
  /** Everything that is kept: objects, certificates, kubeconfig, logs, volumes. One sandbox at a time. */
  dataDirectory: string;
  /** Absent: the last one when it is free, else any. */
  port?: number | undefined;
  images: ImageTable;
  /** The nodes of a new sandbox; one that has nodes keeps those. */
  fleet?: readonly FleetNode[];
  clock: Clock;
  /** From 0 up to 1, for names and spread. */
  random: () => number;
  log: Log;
}

export interface Sandbox {
  cluster: Cluster;
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** Of Kubernetes, as `/version` says it. */
  version: string;
  kubeconfigPath: string;
  nodes: Fleet;
  /** The child processes that hold containers, at present. */
  processes(): { pid: number; role: string }[];
  /** Resolves when controllers, scheduler and nodes run; rejects when they could not be started. */
  settled: Promise<void>;
  /** Kills containers, ends controllers and listeners, closes the storage. */
  stop(): Promise<void>;
}

/**
 * Resolves when the API answers; the controllers follow (`settled`). Rejects when `port` is taken or the folder cannot be
 * written, and with StorageError when what was kept cannot be read.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDirectory, clock, log } = options;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const certificates = await ensureCertificates(join(dataDirectory, 'certificates'), clock.now());
  const podRuntime = createLatePodRuntime();
  const server = openServer(options, podRuntime);
  try {
    const cluster = server.cluster();
    const url = await listen(server, options, certificates);
    const kubeconfigPath = join(dataDirectory, 'kubeconfig');
    await writeKubeconfig(kubeconfigPath, { url, certificates });
    await ensureFleet(cluster, options.fleet);
    const starting = startMachinery({
      ...options,
      cluster: server.cluster('kube-controller-manager'),
      rootCertificate: certificates.ca,
      accountToken: server.podTokens(certificates.serverKey),
    });
    const settled = starting.then(({ agent }) => podRuntime.set(agent));
    settled.catch((error: unknown) => log.error({ error: String(error) }, "the sandbox's controllers could not be started"));
    let running: Machinery | undefined;
    void starting.then(
      (machinery) => {
        running = machinery;
      },
      () => {},
    );
    return {
      cluster,
      url,
      version: kubernetesVersion,
      kubeconfigPath,
      nodes: createFleet(cluster, clock),
      processes: () => running?.agent.processes() ?? [],
      settled,
      async stop() {
        const machinery = await starting.catch(() => undefined);
        await machinery?.stop();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

function openServer({ dataDirectory, clock, random, log }: SandboxOptions, podRuntime: PodRuntime): ApiServer {
  const storage = join(dataDirectory, 'sandbox.db');
  try {
    return createApiServer({ storage, clock, random, log, podRuntime, version: kubernetesVersion });
  } catch (error) {
    throw new StorageError(storage, error);
  }
}

// The port of the last start, when it is free, keeps kubeconfigs valid that people have merged elsewhere.
async function listen(server: ApiServer, { dataDirectory, port }: SandboxOptions, certificates: ServerCertificates): Promise<string> {
  const file = join(dataDirectory, 'port');
  const on = async (number: number) => (await server.listen({ host: '127.0.0.1', port: number, certificates })).url;
  const url =
    port === undefined
      ? await on(await keptPort(file)).catch((error: unknown) => onAnyPort(error, on))
      : await on(port).catch(explainTaken(port));
  await writeFile(file, new URL(url).port);
  return url;
}

async function keptPort(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '0';
    throw error;
  });
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

function onAnyPort(error: unknown, on: (port: number) => Promise<string>): Promise<string> {
  if (isTaken(error)) return on(0);
  throw error;
}

function explainTaken(port: number): (error: unknown) => never {
  return (error) => {
    if (!isTaken(error)) throw error;
    throw new Error(`The sandbox cannot listen on 127.0.0.1:${port}: another program does. Stop it, or choose another port.`, {
      cause: error,
    });
  };
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}
