import { ApiError, ClusterUnreachable } from '../api-error.ts';
import type { Clock } from '../clock.ts';
import type { CallOptions, Cluster } from '../cluster.ts';
import { simulatedGpuLabel } from '../fleet/simulated-node.ts';
import { nodes } from '../kinds.ts';
import type { Consent } from '../kubernetes/credentials/program-credentials.ts';
import { findContext } from '../kubernetes/kubeconfig/contexts.ts';
import type { Environment, KubeconfigChoice } from '../kubernetes/kubeconfig/load.ts';
import type { SelectedContext } from '../kubernetes/kubeconfig/select-context.ts';
import { createKubernetesCluster } from '../kubernetes/kubernetes-cluster.ts';
import { serverUrlOf } from '../kubernetes/server-url.ts';
import type { Log } from '../log.ts';
import type { OpenCluster } from '../provider.ts';
import type { Attachment } from './attachments.ts';
import { contact } from './contact.ts';
import { inNamespace } from './in-namespace.ts';
import { readOnlyCluster } from './read-only-cluster.ts';

export interface OpeningDependencies {
  /** Which kubeconfig, where an attachment names none. */
  kubeconfig: Omit<KubeconfigChoice, 'context' | 'environment'>;
  /** Whether a program that a kubeconfig names for credentials may be run. Absent: none is. */
  consent?: Consent | undefined;
  clock: Clock;
  log: Log;
  /** For KUBECONFIG, HOME, proxies and programs. */
  environment: Environment;
}

/** Which kubeconfig and context an attachment, or one to be, means. */
export function choiceOf(
  { kubeconfig, context }: { kubeconfig: string | null; context: string | undefined },
  { kubeconfig: standard, environment }: OpeningDependencies,
): KubeconfigChoice {
  return { ...(kubeconfig === null ? standard : { kubeconfigPath: kubeconfig }), context, environment };
}

/** The context of an attachment. Rejects with `ClusterUnreachable` that says what became of it since. */
export async function contextOf(attachment: Attachment, dependencies: OpeningDependencies): Promise<SelectedContext> {
  try {
    return await findContext(choiceOf(attachment, dependencies));
  } catch (error) {
    if (!(error instanceof ClusterUnreachable)) throw error;
    const message = `${error.message} The cluster "${attachment.name}" was attached from it: attach it again, or remove it from the list.`;
    throw new ClusterUnreachable(error.server, message, { cause: error });
  }
}

/** A way into the cluster, once it has answered, in the mode that the attachment has. */
export async function openAttachment(
  attachment: Attachment,
  context: SelectedContext,
  dependencies: OpeningDependencies,
  { signal }: CallOptions = {},
): Promise<OpenCluster> {
  const { clock, log, consent } = dependencies;
  const direct = createKubernetesCluster({ ...choiceOf(attachment, dependencies), name: attachment.name, consent, clock, log });
  const version = await contact(direct, context, clock, { signal });
  const [cluster, simulated] = await Promise.all([
    inMode(direct, attachment, clock, signal),
    attachment.simulated || hasMadeUpGpus(direct, signal),
  ]);
  const facts = {
    provider: 'remote',
    simulated,
    version,
    server: serverUrlOf(context.cluster.server)?.origin ?? context.cluster.server,
    kubeconfigPath: attachment.kubeconfig ?? undefined,
  };
  return { cluster, facts, [Symbol.asyncDispose]: async () => {} };
}

async function inMode(cluster: Cluster, { namespace, readOnly }: Attachment, clock: Clock, signal: AbortSignal | undefined) {
  const seen = namespace === null ? cluster : await inNamespace(cluster, { namespace, clock, signal });
  return readOnly ? readOnlyCluster(seen) : seen;
}

/** Whether its nodes say that their GPUs are made up. Who may not read nodes is told by whoever attached it. */
async function hasMadeUpGpus(cluster: Cluster, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const { items } = await cluster.list(nodes, { labelSelector: simulatedGpuLabel, limit: 1, signal });
    return items.length > 0;
  } catch (error) {
    if (error instanceof ApiError && error.code === 403) return false;
    throw error;
  }
}
