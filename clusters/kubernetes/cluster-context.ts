import { readFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { unreadable } from './kubeconfig-errors.ts';
import { type Material, type PlainContext, readPlainContext } from './plain-context.ts';

/** Which kubeconfig, and which context of it. */
export interface KubeconfigChoice {
  /** One that is loaded already. */
  kubeConfig?: KubeConfig | undefined;
  /** A file. Without either: what kubectl would take, or the pod's service account. */
  kubeconfigPath?: string | undefined;
  /** Default: the kubeconfig's current context. */
  context?: string | undefined;
}

/** One kubeconfig context, ready to connect. */
export interface ClusterContext {
  /** As the kubeconfig has it. */
  server: string;
  /** Connections go through an agent of the context's own, which is among its options. */
  proxied: boolean;
  /** TLS material and the headers that authenticate, as they are now: files and programs are asked each time. */
  options(): Promise<RequestOptions>;
}

/** A file's context, or undefined when it needs more than certificates and a token. */
export async function readContext(kubeconfigPath: string, name: string | undefined): Promise<ClusterContext | undefined> {
  const text = await readFile(kubeconfigPath, 'utf8').catch((error: unknown) => {
    throw unreadable(kubeconfigPath, error);
  });
  const plain = readPlainContext(text, name);
  return plain && { server: plain.server, proxied: false, options: () => optionsOf(plain, dirname(kubeconfigPath)) };
}

async function optionsOf(context: PlainContext, folder: string): Promise<RequestOptions> {
  const load = (material: Material | undefined) => loadMaterial(material, folder);
  const [ca, cert, key, token] = await Promise.all([context.authority, context.certificate, context.key, context.token].map(load));
  return {
    ...(ca && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(token && { headers: { Authorization: `Bearer ${token.toString('utf8').trim()}` } }),
    ...(context.serverName !== undefined && { servername: context.serverName }),
    // Only where the kubeconfig asks for it: otherwise Node's own settings hold.
    ...(context.insecure && { rejectUnauthorized: false }),
  };
}

async function loadMaterial(material: Material | undefined, folder: string): Promise<Buffer | undefined> {
  if (!material) return undefined;
  return 'bytes' in material ? material.bytes : await readFile(resolve(folder, material.file));
}
