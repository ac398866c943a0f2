/** A simulated model server, as fast as its timers allow, that answers as model `m`. Prints its port. */
import { runServer } from '../../../engine/simulator/start/run-server.ts';
import { systemClock } from '../../../engine/simulator/system-clock.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';

const port = await freePort();
const server = runServer({
  command: ['vllm', 'serve'],
  args: ['Qwen/Qwen3-8B', '--served-model-name', 'm'],
  env: { SLIPWAY_SIMULATED_GPU: 'MI300X', SLIPWAY_SIMULATED_SPEED: '1000000', SLIPWAY_SIMULATED_LOAD_SECONDS: '0' },
  clock: systemClock,
  address: () => ({ host: '127.0.0.1', port }),
  writeLine: () => {},
});
await eventually(async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok);
process.stdout.write(`${port}\n`);
process.stdin.resume().once('end', () => server.kill());
process.exitCode = (await server.exited) && 0;
