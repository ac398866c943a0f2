import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../clusters/clock.ts';
import { deployments, pods, services } from '../../../../clusters/kinds.ts';
import { silentLog } from '../../../../clusters/log.ts';
import { type Sandbox, startSandbox } from '../../../../clusters/sandbox/sandbox.ts';
import { kubernetesForTests } from '../../../helpers/control-plane.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { testImages } from '../running-machinery.ts';
import { inDefault, webDeployment, webService } from '../workloads.ts';

/** Every kubectl that is here: the one on PATH, and the one of the release that is imitated. */
const kubectls = [
  ...(spawnSync('kubectl', ['version', '--client']).status === 0 ? [['kubectl']] : []),
  ...(kubernetesForTests ? [[join(kubernetesForTests, 'control-plane'), 'kubectl']] : []),
];

/** kubectl begins with WebSockets and falls back to SPDY; told so, it begins with SPDY. */
const transports = [
  ['WebSockets', {}],
  ['SPDY', { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: 'false', KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' }],
] as const;

describe.skipIf(kubectls.length === 0)(
  `streams of pods with kubectl${kubectls.length === 0 ? ' (skipped: kubectl is not on PATH)' : ''}`,
  () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let sandbox: Sandbox;

    beforeAll(async () => {
      folder = await temporaryFolder();
      sandbox = await startSandbox({
        dataDirectory: folder.path,
        images: testImages,
        clock: systemClock,
        random: Math.random,
        log: silentLog,
      });
      const { cluster } = sandbox;
      await cluster.create(services, webService());
      await cluster.create(deployments, webDeployment(1));
      const ticking = { name: 'main', image: 'node', command: ['sh', '-c', 'while true; do echo tick; sleep 0.1; done'] };
      await cluster.create(pods, { metadata: inDefault('ticking'), spec: { terminationGracePeriodSeconds: 1, containers: [ticking] } });
      await eventually(async () => (await cluster.get(deployments, inDefault('web'))).status?.availableReplicas === 1, {
        timeoutMs: 20_000,
      });
      await eventually(async () => (await cluster.get(pods, inDefault('ticking'))).status?.containerStatuses?.[0]?.state?.running);
    }, 60_000);

    afterAll(async () => {
      await sandbox?.stop();
      await folder?.[Symbol.asyncDispose]();
    });

    describe.each(kubectls.map((command) => ({ command, name: command.join(' ').replace(/.*\//, '') })))('$name', ({ command }) => {
      describe.each(transports)('over %s', (_name, transport) => {
        function start(line: readonly string[]): ChildProcess {
          const [program = '', ...first] = command;
          const env = { ...process.env, ...transport, KUBECONFIG: sandbox.kubeconfigPath, KUBECACHEDIR: folder.path };
          return spawn(program, [...first, ...line], { env, stdio: 'pipe' });
        }

        async function run(line: readonly string[], input: string | Buffer = ''): Promise<{ code: number; out: Buffer; err: string }> {
          const child = start(line);
          const out: Buffer[] = [];
          let err = '';
          child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
          child.stderr?.on('data', (chunk: Buffer) => {
            err += chunk;
          });
          child.stdin?.end(input);
          const [code] = await once(child, 'close');
          return { code, out: Buffer.concat(out), err };
        }

        it('runs a command and ends as it ended', async () => {
          const { code, out, err } = await run(['exec', 'ticking', '--', 'sh', '-c', 'echo out; echo err >&2; exit 3']);
          expect({ code, out: String(out), err }).toEqual({ code: 3, out: 'out\n', err: 'err\ncommand terminated with exit code 3\n' });
        });

        it('runs a command in a pod of a deployment', async () => {
          const { out } = await run(['exec', 'deployment/web', '--', 'sh', '-c', 'echo $HOSTNAME']);
          expect(String(out)).toMatch(/^web-\w+-\w+\n$/);
        });

        it('gives a command its input, and its output back, byte for byte', async () => {
          const input = randomBytes(800_000);
          const { code, out } = await run(['exec', '-i', 'ticking', '--', 'cat'], input);
          expect([code, digest(out)]).toEqual([0, digest(input)]);
        });

        it.skipIf(process.platform !== 'linux')('gives a command a terminal', async () => {
          // kubectl wants one itself; `script` gives it one.
          const quoted = [...command, 'exec', '-it', 'ticking', '--', 'sh', '-c', "'tty; echo $TERM; exit 6'"].join(' ');
          const env = { ...process.env, ...transport, KUBECONFIG: sandbox.kubeconfigPath, KUBECACHEDIR: folder.path };
          const child = spawn('script', ['-qec', quoted, '/dev/null'], { env, stdio: 'pipe' });
          let shown = '';
          child.stdout.on('data', (chunk) => {
            shown += chunk;
          });
          expect(await once(child, 'close')).toEqual([6, null]);
          expect(shown).toMatch(/\/dev\/pts\/\d+\r+\nxterm\r+\n/);
        });

        it('says what cannot be run, and where nothing can', async () => {
          const failures = [
            [['exec', 'ticking', '--', 'no-such-program'], /error executing command in container: .*executable file not found in \$PATH/],
            [['exec', 'ticking', '-c', 'other', '--', 'ls'], /container other is not valid for pod ticking/],
            [['exec', 'nobody', '--', 'ls'], /Error from server \(NotFound\): pods "nobody" not found/],
          ] as const;
          for (const [line, expected] of failures) {
            const { code, err } = await run(line);
            expect(code).toBe(1);
            expect(err).toMatch(expected);
          }
        });

        it('copies a file into a pod and out of it', async () => {
          const [from, inside, back] = ['from', 'inside', 'back'].map((name) => join(folder.path, name)) as [string, string, string];
          await writeFile(from, 'carried');
          expect((await run(['cp', from, `ticking:${inside}`])).code).toBe(0);
          expect((await run(['cp', `ticking:${inside}`, back])).code).toBe(0);
          expect(await readFile(back, 'utf8')).toBe('carried');
        });

        it('attaches to what a container writes from now on', async () => {
          const child = start(['attach', 'ticking']);
          const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
          child.kill();
          await once(child, 'close');
          expect(line).toBe('tick');
        });

        it.each(['svc/web', 'deployment/web'])('forwards a port to %s, for several connections at once', async (target) => {
          const child = start(['port-forward', target, target === 'svc/web' ? ':80' : ':8000']);
          const port = await forwardedPort(child);
          const answers = await Promise.all(
            ['/a', '/b', '/c'].map(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).json()),
          );
          child.kill();
          await once(child, 'close');
          expect(answers).toMatchObject(Array(3).fill({ env: {} }));
        });

        it('says when nothing accepts on a forwarded port', async () => {
          const child = start(['port-forward', 'ticking', ':9']);
          let err = '';
          child.stderr?.on('data', (chunk) => {
            err += chunk;
          });
          const port = await forwardedPort(child);
          await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
          await once(child, 'close');
          expect(err).toMatch(/error forwarding port 9 to pod ticking, uid [-0-9a-f]+: connect ECONNREFUSED/);
        });
      });
    });
  },
);

async function forwardedPort(child: ChildProcess): Promise<string> {
  const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
  return /:(\d+) ->/.exec(String(line))?.[1] ?? '';
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
