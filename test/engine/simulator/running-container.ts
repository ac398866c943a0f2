import { type ModelServerStart, startContainer } from '../../../engine/simulator/container.ts';
import { eventually } from '../../helpers/eventually.ts';
import { freePort } from '../../helpers/free-port.ts';

export interface RunningContainer extends AsyncDisposable {
  url: string;
  lines: string[];
  exited: Promise<{ exitCode: number; reason: string }>;
  terminate(): void;
  kill(): void;
  /** POSTs JSON. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  /** The value of a metric without regard to the labels that every metric has. */
  metric(name: string): Promise<number>;
  loaded(): Promise<void>;
}

/** A model server in this process, killed when its scope ends. Fast unless `env` says otherwise. */
export async function runningContainer({
  args = [],
  env = {},
}: {
  args?: string[];
  env?: Record<string, string>;
} = {}): Promise<RunningContainer> {
  const lines: string[] = [];
  const hostPort = await freePort();
  const url = `http://127.0.0.1:${hostPort}`;
  const start: ModelServerStart = {
    command: ['vllm', 'serve'],
    args: ['Qwen/Qwen3-8B', '--served-model-name', 'chat', 'alias', '--max-model-len', '4096', ...args],
    env: { SLIPWAY_SIMULATED_GPU: 'MI300X', SLIPWAY_SIMULATED_SPEED: '100', SLIPWAY_SIMULATED_LOAD_SECONDS: '0', ...env },
    ports: [{ containerPort: 8000, hostPort }],
    writeLine: (line) => lines.push(line),
  };
  const container = startContainer(start);
  return {
    url,
    lines,
    ...container,
    post: (path, body, init = {}) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    metric: async (name) => metricOf(await (await fetch(`${url}/metrics`)).text(), name),
    loaded: async () => {
      await eventually(async () => (await fetch(`${url}/health`)).ok);
    },
    async [Symbol.asyncDispose]() {
      container.kill();
      await container.exited;
    },
  };
}

function metricOf(text: string, name: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${name}{`));
  if (!line) throw new Error(`no metric ${name}`);
  return Number(line.split(' ').at(-1));
}
