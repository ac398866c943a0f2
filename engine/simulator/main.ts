/**
 * A model server as a program of its own: `node engine/simulator/main.ts vllm serve Qwen/Qwen3-8B --port 8000`.
 * The environment names the GPU (`SLIPWAY_SIMULATED_GPU`). SIGTERM and SIGINT let running answers finish.
 */
import { runServer } from './start/run-server.ts';
import { systemClock } from './system-clock.ts';

// In a pod, clients are elsewhere; anywhere else nothing listens beyond loopback unless --host says so.
const defaultHost = process.env['KUBERNETES_SERVICE_HOST'] ? undefined : '127.0.0.1';

const server = runServer({
  command: process.argv.slice(2),
  args: [],
  env: Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  clock: systemClock,
  writeLine: (line) => process.stdout.write(`${line}\n`),
  address: ({ host, port }) => ({ host: host ?? defaultHost, port }),
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.terminate());
process.exitCode = (await server.exited).exitCode;
