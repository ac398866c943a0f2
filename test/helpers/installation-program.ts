/**
 * Installs into a real cluster as a process of its own, as `slipway install` does, so that it can be killed on its way. It says
 * every line of the flow's log, and how the flow ended.
 *
 *     node installation-program.ts FOLDER KUBECONFIG start|resume|cleanUp pods|local
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { createInstaller } from '../../engine/operator/install/installer.ts';
import { defaultInstallOptions } from '../../engine/operator/install/options.ts';
import type { ClusterSession } from '../../engine/services/clusters/cluster-session.ts';
import { createFlows } from '../../engine/services/flows/flows.ts';
import { installationFlows } from '../../engine/services/installations/installation-flows.ts';
import type { InstallationPorts } from '../../engine/services/installations/installation-ports.ts';
import { holdProcessLock } from '../../engine/store/process-locks.ts';
import { openStore } from '../../engine/store/store.ts';

const [folder = '', kubeconfigPath = '', action = 'start', operator = 'pods'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const cluster = createKubernetesCluster({ kubeconfigPath, clock: systemClock, log: silentLog });

const ports: InstallationPorts = {
  installer: (on) => createInstaller({ cluster: on, clock: systemClock, random: Math.random, log: silentLog }),
  imageBuilder: () => Promise.reject(new Error('the images are in a registry')),
  loadImages: () => Promise.reject(new Error('the images are in a registry')),
  local: {
    start: async () => say('the operator of this machine starts'),
    stop: async () => {},
    rest: async () => {},
    belongHere: () => false,
    isRunning: () => false,
  },
  version: '0.1.0',
  log: silentLog,
};
const owner = holdProcessLock(join(folder, 'processes'), randomUUID());
const store = openStore(join(folder, 'store.db'));
const flows = createFlows({
  store,
  clock: systemClock,
  newId: () => 'flow',
  definitions: installationFlows({ ports, connections: { session: async () => ({ cluster }) as unknown as ClusterSession } }),
  owner: owner.id,
  ownerAlive: owner.isAlive,
  log: silentLog,
});
const images = { operator: 'example.com/operator:0.1.0', gateway: 'example.com/gateway:0.1.0', simulator: null };
const options = { ...defaultInstallOptions('0.1.0', { operator: operator === 'local' ? 'local' : 'pods' }), images };
const over = new Promise<string>((resolve) => flows.onEnded(({ state, error }) => resolve(error?.message ?? state)));

if (action === 'start') await flows.start('install', { cluster: 'dev', options });
else if (action === 'resume') await flows.resume('flow');
const cleaning = action === 'cleanUp' ? flows.cleanUp('flow') : undefined;
for await (const { step, text } of flows.log('flow', new AbortController().signal)) say(`${step}: ${text}`);
await cleaning;
say(await over);
await flows.close();
store.close();
owner[Symbol.dispose]();
