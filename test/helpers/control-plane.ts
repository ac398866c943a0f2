import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ControlPlane extends AsyncDisposable {
  kubeconfigPath: string;
  /** Of the process that all its processes are below. */
  pid: number;
}

/** Where the real Kubernetes for tests lies, or undefined: such tests are then skipped. */
export const kubernetesForTests = process.env['SLIPWAY_TEST_KUBERNETES'];

/** A real etcd, API server, controller manager and scheduler on loopback; ends with its scope, or with this process. */
export async function startControlPlane(flags: string[] = []): Promise<ControlPlane> {
  const up = spawn(programOf('control-plane'), ['up', '-lifeline', ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = once(up, 'exit');
  const [line] = await Promise.race([
    once(up.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the control plane did not start'))),
  ]);
  return {
    kubeconfigPath: String(line).trim(),
    pid: up.pid ?? 0,
    async [Symbol.asyncDispose]() {
      up.stdin.end();
      await exited;
    },
  };
}

/** Without leases the nodes' heartbeats are minutes apart, and the node controller takes them, and their pods, for lost. */
const renewing = ['--node-lease-duration-seconds', '40'];

/** Plays kubelet for nodes that are annotated `kwok.x-k8s.io/node: fake`: they become Ready, and their pods Running, without containers. */
export function startKwok(kubeconfigPath: string): AsyncDisposable {
  const environment = { ...process.env, KUBECONFIG: kubeconfigPath };
  const kwok = spawn(programOf('kwok'), ['-lifeline', ...renewing], { stdio: ['pipe', 'ignore', 'ignore'], env: environment });
  const exited = once(kwok, 'exit');
  return {
    async [Symbol.asyncDispose]() {
      kwok.stdin.end();
      await exited;
    },
  };
}

function programOf(name: string): string {
  if (!kubernetesForTests) throw new Error('SLIPWAY_TEST_KUBERNETES is not set');
  return join(kubernetesForTests, name);
}
