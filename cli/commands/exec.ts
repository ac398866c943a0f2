import { SlipwayError } from '../../engine/contract/errors.ts';
import type { ExecEvent } from '../../engine/contract/views/pod.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, namespaceArgument } from '../command.ts';
import { type EngineClient, withEngineFor } from '../engine-client.ts';
import { follow } from '../follow.ts';
import { findEndpoint } from './get.ts';

export const exec = defineCommand({
  name: 'exec',
  description: "Run a command in an endpoint's pod, on a terminal where there is one. Its exit code is ours.",
  examples: ['slipway exec qwen-7b-demo -- sh', 'slipway exec qwen-7b-demo --pod qwen-7b-demo-5c9-x2k -- env'],
  args: {
    name: { type: 'positional', required: true, description: 'The endpoint' },
    pod: { type: 'string', valueHint: 'name', description: 'Which pod (default: the first that is ready)' },
    container: { type: 'string', valueHint: 'name', description: 'Which container' },
    ...namespaceArgument,
    ...clusterArgument,
    ...dataDirectoryArgument,
  },
  takesMore: true,
  run: (args) =>
    withEngineFor(args, async (call) => {
      const [, ...command] = args._;
      if (command.length === 0) {
        throw new SlipwayError('invalid_input', 'There is no command to run.', {
          fix: 'Write it after two dashes: slipway exec NAME -- sh',
        });
      }
      const { cluster } = args;
      const endpoint = await findEndpoint(call, { name: args.name, namespace: args.namespace, cluster });
      const pod = args.pod ?? (await firstPod(call, { cluster, ...endpoint }));
      const target = { cluster, namespace: endpoint.namespace, pod, container: args.container };
      return runInPod(call, { ...target, command });
    }),
});

type Call = EngineClient['call'];
type Run = { cluster: string | undefined; namespace: string; pod: string; container: string | undefined; command: string[] };

async function firstPod(call: Call, key: { cluster: string | undefined; namespace: string; name: string }): Promise<string> {
  const { pods } = await call.endpoints.get.query(key);
  const pod = pods.find(({ status }) => status === 'Running') ?? pods[0];
  if (pod) return pod.name;
  throw new SlipwayError('not_ready', `The endpoint ${key.name} has no pod.`, { fix: `See "slipway get endpoints ${key.name}".` });
}

/** Passes input and output on until the command ends, and gives its exit code. */
async function runInPod(call: Call, run: Run): Promise<number> {
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? sizeOfTerminal() : undefined;
  const typing = new AbortController();
  let exitCode = 1;
  const take = (event: ExecEvent): void => {
    if (event.type === 'opened') passInput(call, { cluster: run.cluster, session: event.session }, typing.signal);
    else if (event.type === 'output') process[event.stream].write(Buffer.from(event.data, 'base64'));
    else exitCode = event.code;
  };
  if (terminal) process.stdin.setRawMode(true);
  try {
    await follow(call.pods.exec, { ...run, terminal }, { take, signal: new AbortController().signal });
    return exitCode;
  } finally {
    typing.abort();
    if (terminal) process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

function passInput(call: Call, session: { cluster: string | undefined; session: string }, signal: AbortSignal): void {
  // One write after the other: each is a request of its own, and they must not overtake each other.
  let last: Promise<unknown> = Promise.resolve();
  const write = (input: object): void => {
    last = last.then(() => (signal.aborted ? undefined : call.pods.write.mutate({ ...session, ...input }))).catch(() => undefined); // The command has ended; its exit says so.
  };
  const typed = (chunk: Buffer): void => write({ input: chunk.toString('base64') });
  const ended = (): void => write({});
  const resized = (): void => write({ resize: sizeOfTerminal() });
  process.stdin.on('data', typed).once('end', ended);
  process.stdout.on('resize', resized);
  signal.addEventListener('abort', () => {
    process.stdin.off('data', typed).off('end', ended);
    process.stdout.off('resize', resized);
  });
}

function sizeOfTerminal(): { columns: number; rows: number } {
  return { columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
}
