/** Puts Slipway's kinds into a cluster. */
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { isReason } from '../../clusters/api-error.ts';
import { pause } from '../../clusters/clock.ts';
import type { Cluster } from '../../clusters/cluster.ts';
import { customResourceDefinitions } from '../../clusters/kinds.ts';
import type { Log } from '../../clusters/log.ts';
import type { Clock } from '../contract/clock.ts';
import { SlipwayError } from '../contract/errors.ts';
import { customResourceDefinitionsOfSlipway } from '../dialects/definitions.ts';

interface InstallOptions {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
}

interface InstalledDefinition {
  readonly name: string;
  /** `foreign`: somebody else manages it, and it was left as it is. */
  readonly outcome: 'applied' | 'foreign';
  readonly message: string;
}

const fieldManager = 'slipway';
const establishingMs = 10_000;

/** Applies the definitions that are ours or missing, and waits until the API server serves them (10 s at most, then `timeout`). */
export async function installCustomResources(options: InstallOptions): Promise<InstalledDefinition[]> {
  const installed: InstalledDefinition[] = [];
  for (const definition of customResourceDefinitionsOfSlipway()) installed.push(await install(definition, options));
  for (const { name } of installed) await untilEstablished(name, options);
  return installed;
}

async function install(definition: CustomResourceDefinition, { cluster, log, signal }: InstallOptions): Promise<InstalledDefinition> {
  const name = definition.metadata?.name ?? '';
  const present = await find(name, cluster, signal);
  if (present && present.metadata?.labels?.['app.kubernetes.io/managed-by'] !== fieldManager) {
    const message = `The cluster has a definition of ${name} that Slipway did not make: it is left as it is.`;
    log.warn({ definition: name }, 'a foreign definition is left as it is');
    return { name, outcome: 'foreign', message };
  }
  await cluster.apply(customResourceDefinitions, definition, { fieldManager, force: true, signal });
  return { name, outcome: 'applied', message: `${name} is installed.` };
}

async function untilEstablished(name: string, { cluster, clock, signal }: InstallOptions): Promise<void> {
  const deadline = clock.now() + establishingMs;
  while (!isEstablished(await find(name, cluster, signal))) {
    signal?.throwIfAborted();
    if (clock.now() >= deadline) {
      throw new SlipwayError('timeout', `The API server does not serve ${name} after ${establishingMs / 1000} s.`, {
        fix: `See kubectl describe crd ${name}.`,
      });
    }
    await pause(clock, 100, signal);
  }
}

function isEstablished(definition: CustomResourceDefinition | undefined): boolean {
  return definition?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ?? false;
}

async function find(name: string, cluster: Cluster, signal: AbortSignal | undefined): Promise<CustomResourceDefinition | undefined> {
  try {
    return await cluster.get(customResourceDefinitions, { name }, { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
