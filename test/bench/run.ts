/** `npm run bench`: one run over all that has a bar. A table on stdout, `.build/bench/latest.json` beside it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { systemClock } from '../../clusters/clock.ts';
import { createKubernetesCluster } from '../../clusters/kubernetes/kubernetes-cluster.ts';
import { silentLog } from '../../clusters/log.ts';
import { runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { benchEndpoints, removeEndpoints } from './bench-endpoints.ts';
import { benchPodList } from './bench-pod-list.ts';
import { benchSandboxStart } from './bench-sandbox-start.ts';
import { benchGateway } from './gateway/bench-gateway.ts';
import { loadTool } from './gateway/load.ts';
import { memoryOf } from './memory.ts';
import { type BenchResult, reportOf } from './report.ts';

const folder = new URL('../../.build/bench/', import.meta.url);

const result = await benchAll();
await mkdir(folder, { recursive: true });
await writeFile(new URL('latest.json', folder), `${JSON.stringify(result, null, 2)}\n`);
const report = reportOf(result);
await writeFile(new URL('latest.md', folder), report);
console.log(report);

async function benchAll(): Promise<BenchResult> {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version, load: loadTool() };
  say('sandbox start');
  const sandboxStart = await benchSandboxStart();
  const workbench = await benchWorkbench();
  say('gateway in front of a model server that costs next to nothing');
  const gateway = await benchGateway();
  say('gateway in front of the simulator');
  const simulator = await benchGateway({ upstream: 'simulator-upstream.ts', rounds: 1 });
  return { at: new Date().toISOString(), machine, sandboxStart, ...workbench, gateway, simulator };
}

/** What needs all of Slipway: one `slipway serve` for endpoints, lists and memory. */
async function benchWorkbench(): Promise<Pick<BenchResult, 'readyMs' | 'endpoints' | 'podList' | 'memory'>> {
  await using data = await temporaryFolder();
  say('slipway serve');
  await using serve = await runningServe(data.path);
  const { kubeconfig } = await serve.call.workbench.status.query();
  if (!kubeconfig) throw new Error('slipway serve has no cluster to measure.');
  // Each step on connections of its own: an idle one may be closed just when it is wanted again.
  const connect = () => createKubernetesCluster({ kubeconfigPath: kubeconfig, clock: systemClock, log: silentLog });
  const idle = await memoryOf(serve.pid);
  say('one endpoint');
  const one = await benchEndpoints(connect(), { count: 1, prefix: 'one' });
  await removeEndpoints(connect(), 'one');
  say('100 endpoints');
  for (let node = 0; node < 12; node++) await serve.call.sandbox.addNode.mutate({ gpu: 'MI300X', count: 8 });
  const hundred = await benchEndpoints(connect(), { count: 100, prefix: 'hundred' });
  const loaded = await memoryOf(serve.pid);
  await removeEndpoints(connect(), 'hundred');
  say('a list of 1,000 pods');
  const podList = await benchPodList(connect(), kubeconfig);
  return { readyMs: serve.readyAfterMs, endpoints: { oneMs: one, hundredMs: hundred }, podList, memory: { idle, loaded } };
}

function say(step: string): void {
  process.stderr.write(`bench: ${step} ...\n`);
}
