import { SlipwayError } from '../../engine/contract/errors.ts';
import { dataDirectoryArgument, defineCommand } from '../command.ts';
import { print, say } from '../output.ts';

export const serve = defineCommand({
  name: 'serve',
  description: 'Start the workbench: sandbox cluster, operator, gateway, engine and web UI.',
  examples: ['slipway serve', 'slipway serve --no-open', 'slipway serve --port 8080 --gateway-port 8081 --data-dir ./state'],
  args: {
    port: { type: 'string', valueHint: 'number', description: 'Port of the web UI (0: any free one)' },
    'gateway-port': { type: 'string', valueHint: 'number', description: 'Port of the OpenAI-compatible gateway (0: any free one)' },
    open: {
      type: 'boolean',
      default: true,
      description: 'Open a browser where there is a display',
      negativeDescription: 'Open no browser',
    },
    ...dataDirectoryArgument,
  },
  async run(args) {
    const ports = { port: portNumber('--port', args.port), gatewayPort: portNumber('--gateway-port', args['gateway-port']) };
    const stopping = stopSignal();
    const { startWorkbench } = await import('../../host/workbench.ts');
    const workbench = await startWorkbench({ dataDirectory: args['data-dir'], ...ports, signal: stopping, say });
    print(`Slipway ready: ${workbench.link}`);
    if (args.open && workbench.link && hasDisplay()) await openBrowser(workbench.link);
    await aborted(stopping);
    say('Stopping ...');
    await workbench.stop();
  },
});

/** Aborts when a person, the system or the ending of the starting process asks us to stop. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  if (process.channel) {
    process.once('disconnect', () => stop.abort());
    process.channel.unref();
  }
  return stop.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function portNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw new SlipwayError('invalid_input', `${flag} ${text} is not a port.`, { fix: 'Give a number from 0 (any free port) to 65535.' });
}

function hasDisplay(): boolean {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function openBrowser(link: string): Promise<void> {
  const { default: open } = await import('open');
  try {
    await open(link);
  } catch (error) {
    say(`No browser could be opened (${error instanceof Error ? error.message : String(error)}): open the link above.`);
  }
}
