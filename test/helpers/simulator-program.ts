import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export interface SimulatorProgram extends AsyncDisposable {
  port: number;
}

const program = fileURLToPath(new URL('../../engine/simulator/main.ts', import.meta.url));

/** The simulator of a model server as a process of its own, once it answers. */
export async function simulatorProgram({ host, model }: { host: string; model: string }): Promise<SimulatorProgram> {
  const port = await freePort();
  const words = ['vllm', 'serve', 'Qwen/Qwen3-8B', '--served-model-name', model, '--host', host, '--port', String(port)];
  const environment = { SLIPWAY_SIMULATED_GPU: 'MI300X', SLIPWAY_SIMULATED_SPEED: '100', SLIPWAY_SIMULATED_LOAD_SECONDS: '0' };
  const child = spawn(process.execPath, [program, ...words], { stdio: 'ignore', env: { ...process.env, ...environment } });
  const exited = once(child, 'exit');
  await eventually(async () => (await fetch(`http://${host}:${port}/health`)).ok);
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
