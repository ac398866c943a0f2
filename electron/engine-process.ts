/** The engine's process on the desktop: the same workbench as on the web, without a web server, spoken to over ports. */
import { logProcedureFailures } from '../host/procedure-failures.ts';
import { startWorkbench } from '../host/workbench.ts';
import { serveRpc } from './rpc-over-port.ts';
import { shippedNode } from './shipped-node.ts';

// Gateway and simulated containers are plain Node programs. With the RunAsNode fuse off, Electron's binary cannot run them.
process.execPath = shippedNode(import.meta.url);

const parentPort = process.parentPort;
const starting = startWorkbench({ dataDirectory: dataDirectoryArgument(), web: false, say });

// A port asked for before the engine runs is answered once it does.
parentPort.on('message', ({ data, ports }) => {
  const [port] = ports;
  if (data?.type === 'connect' && port) void starting.then(({ services, log }) => serveRpc(port, { services }, logProcedureFailures(log)));
  if (data?.type === 'stop') void starting.then((workbench) => workbench.stop()).finally(() => process.exit(0));
});

starting.catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
});

function dataDirectoryArgument(): string | undefined {
  const index = process.argv.indexOf('--data-dir');
  return index < 0 ? undefined : process.argv[index + 1];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
