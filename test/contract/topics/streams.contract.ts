import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { expect } from 'vitest';
import type { LogOptions } from '../../../clusters/cluster.ts';
import type { ExecOptions, ExecSession } from '../../../clusters/exec-session.ts';
import { pods } from '../../../clusters/kinds.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { eventually } from '../../helpers/eventually.ts';
import type { ContractContext, ContractTopic } from '../contract.ts';
import { listenOn, podImage } from '../pod-image.ts';

/** Logs of containers, commands in them, connections to them. */
export const streamsContract: ContractTopic = {
  name: 'streams',
  declare(context) {
    refusals(context);
    logs(context);
    execution(context);
    forwarding(context);
  },
};

/** What needs no container that runs. */
function refusals(context: ContractContext): void {
  const command = ['true'];

  context.it('refuses logs, commands and connections of a pod that is not there', async () => {
    const { cluster } = context;
    const key = keyIn(context, 'nobody');
    const missing = { code: 404, reason: 'NotFound', message: 'pods "nobody" not found' };
    await expect(linesOf(context, 'nobody')).rejects.toMatchObject(missing);
    await expect(cluster.exec(key, { command })).rejects.toMatchObject(missing);
    await expect(cluster.forward(key, 80)).rejects.toMatchObject(missing);
  });

  context.it('asks which container is meant, and refuses a name that is none', async () => {
    const { cluster } = context;
    const key = keyIn(context, 'several');
    const initContainers = [container({ name: 'first' })];
    await create(context, 'several', { ...nowhere, initContainers, containers: [container({ name: 'one' }), container({ name: 'two' })] });
    const unclear = { code: 400, message: 'a container name must be specified for pod several, choose one of: [first one two]' };
    const wrong = { code: 400, reason: 'BadRequest', message: 'container three is not valid for pod several' };
    await expect(linesOf(context, 'several')).rejects.toMatchObject(unclear);
    await expect(cluster.exec(key, { command })).rejects.toMatchObject(unclear);
    await expect(linesOf(context, 'several', { container: 'three' })).rejects.toMatchObject(wrong);
    await expect(cluster.exec(key, { command, container: 'three' })).rejects.toMatchObject(wrong);
  });

  context.it('has an empty log, and nothing to join, while a pod waits for a node', async () => {
    const { cluster } = context;
    const key = keyIn(context, 'waiting');
    await create(context, 'waiting', { ...nowhere, containers: [container()] });
    expect(await linesOf(context, 'waiting')).toEqual([]);
    const homeless = { code: 400, reason: 'BadRequest', message: 'pod waiting does not have a host assigned' };
    await expect(cluster.exec(key, { command })).rejects.toMatchObject(homeless);
    await expect(cluster.forward(key, 80)).rejects.toMatchObject(homeless);
  });

  context.it('refuses log options that make no sense, field by field', async () => {
    await create(context, 'asked', { ...nowhere, containers: [container()] });
    const refusal = linesOf(context, 'asked', { tailLines: -1, limitBytes: 0, sinceSeconds: 0 });
    await expect(refusal).rejects.toMatchObject({
      code: 422,
      reason: 'Invalid',
      message:
        'PodLogOptions "asked" is invalid: [tailLines: Invalid value: -1: must be greater than or equal to 0, ' +
        'limitBytes: Invalid value: 0: must be greater than 0, sinceSeconds: Invalid value: 0: must be greater than 0]',
    });
    const both = linesOf(context, 'asked', { sinceSeconds: 1, sinceTime: '2026-01-01T00:00:00Z' });
    await expect(both).rejects.toMatchObject({ code: 422, details: { causes: [{ reason: 'FieldValueForbidden', field: '[]' }] } });
  });
}

function logs(context: ContractContext): void {
  context.itWithPods('reads the log of a container that ended: all, the end, so many bytes, with times', async () => {
    await runToEnd(context, 'ended', 'echo one; echo two >&2; echo three');
    expect((await linesOf(context, 'ended')).toSorted()).toEqual(['one', 'three', 'two']);
    expect(await linesOf(context, 'ended', { tailLines: 0 })).toEqual([]);
    expect(await linesOf(context, 'ended', { tailLines: 1 })).toHaveLength(1);
    expect(await linesOf(context, 'ended', { limitBytes: 5 })).toMatchObject(
      [/^\w+$/, /^\w$/].map((shape) => expect.stringMatching(shape)),
    );
    expect(await linesOf(context, 'ended', { timestamps: true, tailLines: 1 })).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z \w+$/),
    ]);
  });

  context.itWithPods('reads the log from a time on', async () => {
    await runToEnd(context, 'timed', 'echo early; sleep 2; echo late');
    const [, late = ''] = await linesOf(context, 'timed', { timestamps: true });
    const wholeSecond = late.replace(/\..*$/, 'Z');
    expect(await linesOf(context, 'timed', { sinceTime: wholeSecond })).toEqual(['late']);
    expect(await linesOf(context, 'timed', { sinceSeconds: 3600 })).toEqual(['early', 'late']);
  });

  context.itWithPods('follows a log until its container ends', async () => {
    await start(context, 'followed', shell('echo begun; sleep 1; echo done'), { restartPolicy: 'Never' });
    expect(await linesOf(context, 'followed', { follow: true })).toEqual(['begun', 'done']);
  });

  context.itWithPods('ends a followed log quietly when it is aborted', async () => {
    await start(context, 'left', shell('echo begun; exec sleep 1000'));
    const leave = new AbortController();
    const lines: string[] = [];
    for await (const line of context.cluster.logs(keyIn(context, 'left'), { follow: true, signal: leave.signal })) {
      lines.push(line);
      leave.abort();
    }
    expect(lines).toEqual(['begun']);
  });

  context.itWithPods('has the log of the run before, and says when there was none', async () => {
    await start(context, 'again', shell('echo run; exit 1'), { restartPolicy: 'Always' }, (pod) => restarts(pod.status) > 0);
    expect(await linesOf(context, 'again', { previous: true })).toEqual(['run']);
    await start(context, 'once', shell('exec sleep 1000'));
    await expect(linesOf(context, 'once', { previous: true })).rejects.toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: 'previous terminated container "main" in pod "once" not found',
    });
  });
}

function execution(context: ContractContext): void {
  const running = onlyOnce(() => start(context, 'running', { ...shell('exec sleep 1000'), env: [{ name: 'COLOUR', value: 'red' }] }));

  async function begin(options: ExecOptions): Promise<ExecSession> {
    await running();
    return context.cluster.exec(keyIn(context, 'running'), options);
  }

  context.itWithPods('runs a command: its outputs apart, its exit code', async () => {
    const session = await begin({ command: ['sh', '-c', 'echo out; echo err >&2; exit 3'] });
    expect(await results(session)).toEqual({ stdout: 'out\n', stderr: 'err\n', code: 3 });
  });

  context.itWithPods("runs a command in the container's environment, its arguments untouched", async () => {
    const session = await begin({ command: ['sh', '-c', 'echo "$COLOUR $HOSTNAME [$1]"', 'sh', `a  'b' "c" $d;`] });
    expect(await results(session)).toMatchObject({ stdout: `red running [a  'b' "c" $d;]\n`, code: 0 });
  });

  context.itWithPods('keeps what a command wrote for who reads it after its end', async () => {
    const session = await begin({ command: ['echo', 'kept'] });
    expect(await session.exited).toEqual({ code: 0 });
    expect(await text(session.stdout)).toBe('kept\n');
  });

  context.itWithPods('carries input to its end, every byte of it', async () => {
    const session = await begin({ command: ['cat'], stdin: true });
    const sent = randomBytes(1_500_000);
    session.stdin?.end(sent);
    const [came] = await Promise.all([buffer(session.stdout), session.exited]);
    expect(digest(came)).toBe(digest(sent));
  });

  context.itWithPods('gives a command no input that asked for none', async () => {
    const session = await begin({ command: ['cat'] });
    expect(session.stdin).toBeUndefined();
    expect(await results(session)).toEqual({ stdout: '', stderr: '', code: 0 });
  });

  context.itWithPods('says when there is no such command, and when it cannot be run', async () => {
    const absent = await begin({ command: ['no-such-program'] });
    await expect(absent.exited).rejects.toMatchObject({
      code: 500,
      reason: 'InternalError',
      message: expect.stringContaining('exec: "no-such-program": executable file not found in $PATH'),
    });
    const unfit = await begin({ command: ['/etc/passwd'] });
    await expect(unfit.exited).rejects.toMatchObject({ message: expect.stringContaining('exec: "/etc/passwd": permission denied') });
  });

  context.itWithPods('refuses to run a command in a container that ended', async () => {
    await runToEnd(context, 'gone', 'true');
    await expect(context.cluster.exec(keyIn(context, 'gone'), { command: ['true'] })).rejects.toMatchObject({
      code: 500,
      message: expect.stringContaining('container not found ("main")'),
    });
  });

  context.itWithPods('tells that a signal ended a command', async () => {
    expect(await results(await begin({ command: ['sh', '-c', 'kill -9 $$'] }))).toMatchObject({ code: 137 });
  });

  context.itWithPods('gives a command up when it is aborted, and when its session is closed', async () => {
    const leave = new AbortController();
    const aborted = await begin({ command: ['sleep', '1000'], signal: leave.signal });
    leave.abort(new Error('no longer wanted'));
    await expect(aborted.exited).rejects.toThrow('no longer wanted');
    expect(await text(aborted.stdout)).toBe('');

    const closed = await begin({ command: ['sleep', '1000'] });
    closed.close();
    expect(await closed.exited).toEqual({ code: 137 });

    await expect(begin({ command: ['true'], signal: leave.signal })).rejects.toThrow('no longer wanted');
  });

  context.itWithPods('gives a command a terminal that has the size of its owner', async () => {
    const untilSized =
      'test -t 0 && test -t 1 && test -t 2 || exit 9; until [ "$(stty size)" = "33 99" ]; do sleep 0.1; done; echo sized; exit 4';
    const session = await begin({ command: ['sh', '-c', untilSized], stdin: true, tty: true });
    session.resize({ columns: 99, rows: 33 });
    expect(session.stderr).toBeUndefined();
    expect(await results(session)).toEqual({ stdout: 'sized\r\n', stderr: '', code: 4 });
  });

  context.itWithPods('ends a command with the container that it runs in', async () => {
    await start(context, 'short', shell('sleep 3'), { restartPolicy: 'Never' });
    const session = await context.cluster.exec(keyIn(context, 'short'), { command: ['sleep', '1000'] });
    expect(await results(session)).toMatchObject({ code: 137 });
  });
}

function forwarding(context: ContractContext): void {
  const serving = onlyOnce(() =>
    start(context, 'serving', { ...shell(''), command: ['node', '-e', echoServer], ports: [{ containerPort: 7000 }] }),
  );

  async function connect(port = 7000, signal?: AbortSignal): Promise<Duplex> {
    await serving();
    return context.cluster.forward(keyIn(context, 'serving'), port, { signal });
  }

  context.itWithPods('carries bytes both ways, every one of them, to the end', async () => {
    const connection = await connect();
    const sent = randomBytes(1_500_000);
    connection.write(`${sent.length}\n`);
    connection.write(sent);
    expect(digest(await buffer(connection))).toBe(digest(sent));
  });

  context.itWithPods('has connections side by side, each by itself', async () => {
    const texts = ['first', 'second', 'third', 'fourth'];
    const connections = await Promise.all(texts.map(() => connect()));
    connections.forEach((connection, index) => void connection.write(`${texts[index]?.length}\n${texts[index]}`));
    expect(await Promise.all(connections.map((connection) => text(connection)))).toEqual(texts);
  });

  context.itWithPods('says when nothing accepts on a port', async () => {
    const read = async () => text(await connect(7009));
    await expect(read()).rejects.toMatchObject({
      code: 500,
      message: expect.stringMatching(/^error forwarding port 7009 to pod .*(connection refused|ECONNREFUSED)/),
    });
  });

  context.itWithPods('cuts a connection when it is aborted', async () => {
    const leave = new AbortController();
    const connection = await connect(7000, leave.signal);
    connection.write('5\n12');
    const closed = once(connection, 'close').catch(() => {});
    leave.abort(new Error('no longer wanted'));
    await closed;
    expect(connection.destroyed).toBe(true);
    await expect(connect(7000, leave.signal)).rejects.toThrow('no longer wanted');
  });

  context.itWithPods('refuses a connection to a pod that has ended', async () => {
    await runToEnd(context, 'closed', 'true');
    await expect(context.cluster.forward(keyIn(context, 'closed'), 7000)).rejects.toMatchObject({
      code: 500,
      message: expect.stringContaining(`pod not found ("closed_${context.namespace}")`),
    });
  });
}

/** Reads a number and a line end, then sends back as many bytes as that, and ends. */
const echoServer = `require('net').createServer((socket) => {
  let held = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    const lineEnd = held.indexOf(10);
    const length = Number(held.subarray(0, lineEnd));
    if (lineEnd >= 0 && held.length > lineEnd + length) socket.end(held.subarray(lineEnd + 1));
  });
}).listen(${listenOn(7000)}, '127.0.0.1', () => console.log('listening'));`;

/** Fits no node. */
const nowhere = { nodeSelector: { 'slipway.dev/nowhere': 'true' } };

function container(own: Partial<Container> = {}): Container {
  return { name: 'main', image: podImage, ...own };
}

function shell(script: string): Container {
  return container({ command: ['sh', '-c', script] });
}

function keyIn({ namespace }: ContractContext, name: string) {
  return { namespace, name };
}

function create({ cluster, namespace }: ContractContext, name: string, spec: NonNullable<Pod['spec']>): Promise<Stored<Pod>> {
  return cluster.create(pods, { metadata: { name, namespace }, spec: { terminationGracePeriodSeconds: 1, ...spec } });
}

/** Runs a pod until its container has said something or been up, or until `isReady`. */
// biome-ignore lint/complexity/useMaxParams: most pods need only the first three.
async function start(
  context: ContractContext,
  name: string,
  main: Container,
  spec: Partial<NonNullable<Pod['spec']>> = {},
  isReady: (pod: Stored<Pod>) => boolean = isUp,
): Promise<void> {
  await create(context, name, { ...spec, containers: [main] });
  await eventually(async () => isReady(await context.cluster.get(pods, keyIn(context, name))), { timeoutMs: 60_000 });
  if (main.ports) await eventually(async () => (await linesOf(context, name)).includes('listening'));
}

async function runToEnd(context: ContractContext, name: string, script: string): Promise<void> {
  await start(context, name, shell(script), { restartPolicy: 'Never' }, ({ status }) =>
    ['Succeeded', 'Failed'].includes(status?.phase ?? ''),
  );
}

function isUp({ status }: Stored<Pod>): boolean {
  return status?.containerStatuses?.[0]?.state?.running !== undefined || restarts(status) > 0;
}

function restarts(status: Pod['status']): number {
  return status?.containerStatuses?.[0]?.restartCount ?? 0;
}

async function linesOf(context: ContractContext, name: string, options: LogOptions = {}): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of context.cluster.logs(keyIn(context, name), options)) lines.push(line);
  return lines;
}

async function results({ stdout, stderr, exited }: ExecSession): Promise<{ stdout: string; stderr: string; code: number }> {
  const read = (stream: Readable | undefined) => (stream ? text(stream) : '');
  const [out, err, { code }] = await Promise.all([read(stdout), read(stderr), exited]);
  return { stdout: out, stderr: err, code };
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Does it at the first call; the others wait for that one. */
function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
