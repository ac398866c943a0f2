import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocket } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { engineEnvironment, findContainerEngine } from '../../../clusters/containers/container-engine.ts';
import { engineCandidates } from '../../../clusters/containers/engine-candidates.ts';
import { engineAbsent } from '../../../clusters/containers/explain-absence.ts';
import type { ProviderError } from '../../../clusters/provider.ts';
import { freePort } from '../../helpers/free-port.ts';
import { answers, dockerInfo, dockerVersion, podmanInfo, podmanVersion, scriptedEngine } from '../../helpers/scripted-engine.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const place = { home: '/nowhere', platform: 'linux' } as const;

function refusal(environment: Record<string, string>, more: object = {}): Promise<ProviderError> {
  return findContainerEngine({ ...place, environment, ...more }).then(
    () => expect.unreachable('an engine was found'),
    (error) => error,
  );
}

test('an engine is described by its own words, and its client reaches it', async () => {
  await using socket = await scriptedEngine(answers(dockerVersion, dockerInfo));
  const engine = await findContainerEngine({ ...place, environment: { DOCKER_HOST: socket.host } });
  const { client, ...facts } = engine;
  expect(facts).toEqual({
    kind: 'docker',
    label: 'Docker 29.1.2',
    host: socket.host,
    version: '29.1.2',
    apiVersion: '1.52',
    rootless: false,
    cgroupVersion: 2,
    limitsResources: true,
    memoryBytes: 8_000_000_000,
    processors: 4,
    runtimes: ['runc', 'nvidia'],
    defaultRuntime: 'runc',
    operatingSystem: 'Docker Desktop',
    remote: false,
    onThisMachine: false,
    warnings: [],
  });
  expect(await client.version()).toMatchObject({ Version: '29.1.2' });
});

test('Podman is known by its words, also behind Docker’s variable, and rootless by its security options', async () => {
  await using socket = await scriptedEngine(answers(podmanVersion, podmanInfo));
  const engine = await findContainerEngine({ ...place, environment: { DOCKER_HOST: socket.host } });
  expect(engine).toMatchObject({ kind: 'podman', label: 'Podman 5.6.0', rootless: true });
  expect(engineEnvironment(engine)).toEqual({
    DOCKER_HOST: socket.host,
    CONTAINER_HOST: socket.host,
    KIND_EXPERIMENTAL_PROVIDER: 'podman',
  });
});

test('the client does not follow the DOCKER_HOST of the process', async () => {
  await using socket = await scriptedEngine(answers(dockerVersion, dockerInfo));
  const before = process.env['DOCKER_HOST'];
  process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${await freePort()}`;
  try {
    const { client } = await findContainerEngine({ ...place, environment: { DOCKER_HOST: socket.host } });
    expect(await client.version()).toMatchObject({ Version: '29.1.2' });
  } finally {
    if (before === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = before;
  }
});

test('the Docker context in use is followed', async () => {
  await using folder = await temporaryFolder();
  await using socket = await scriptedEngine(answers(dockerVersion, dockerInfo));
  await writeContext(join(folder.path, '.docker'), 'colima', { Endpoints: { docker: { Host: socket.host } } });
  const engine = await findContainerEngine({ ...place, home: folder.path, environment: {} });
  expect(engine.host).toBe(socket.host);
});

test('a context that is named and not there is said, with its file', async () => {
  await using folder = await temporaryFolder();
  const error = await refusal({ DOCKER_CONFIG: folder.path, DOCKER_CONTEXT: 'gone' });
  expect(error.message).toMatch(/^Docker's context "gone" is in use, and is not there \(.*meta\.json\)\.$/);
  expect(error.fix).toContain('docker context use NAME');
});

test('a configuration of Docker that is no JSON is said, with its file', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'config.json'), '{');
  const error = await refusal({ DOCKER_CONFIG: folder.path });
  expect(error.message).toContain(`Docker's configuration ${join(folder.path, 'config.json')} cannot be read: `);
});

test('a DOCKER_HOST that points nowhere is said, and that it can be unset', async () => {
  const error = await refusal({ DOCKER_HOST: 'unix:///nowhere/docker.sock' });
  expect(error).toMatchObject({ name: 'ProviderError', refusal: 'Unusable' });
  expect(error.message).toBe('DOCKER_HOST points to unix:///nowhere/docker.sock, and there is nothing.');
  expect(error.fix).toBe('Start the engine that it belongs to, or unset DOCKER_HOST, so that the usual places are tried.');
});

test('a DOCKER_HOST that is no address is said', async () => {
  expect((await refusal({ DOCKER_HOST: 'docker' })).message).toBe('DOCKER_HOST says "docker", which is no address of a container engine.');
});

test('a DOCKER_HOST over SSH is refused with the way around', async () => {
  const error = await refusal({ DOCKER_HOST: 'ssh://ada@gpu' });
  expect(error.message).toContain('Slipway does not reach engines over SSH');
  expect(error.fix).toContain('ssh -NL');
});

test('a socket that is there while nobody listens means that the engine is not running', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'docker.sock');
  await writeFile(path, '');
  const error = await refusal({ DOCKER_HOST: `unix://${path}` });
  expect(error.message).toBe(`Nothing answers at the engine that DOCKER_HOST points to (unix://${path}): the engine is not running.`);
});

test('an engine that takes the connection and says nothing is said to be silent', async () => {
  await using socket = await scriptedEngine(() => undefined);
  const error = await refusal({ DOCKER_HOST: socket.host }, { answerWithinMs: 100 });
  expect(error.message).toContain('accepted the connection and did not answer within 0.1 s.');
});

test('something else that listens on the socket is no engine', async () => {
  await using socket = await scriptedEngine((_, response) => response.writeHead(404).end('{"message":"page not found"}'));
  const error = await refusal({ DOCKER_HOST: socket.host });
  expect(error.message).toMatch(/is no container engine: it answered 404: page not found\.$/);
});

test('Docker where Podman was asked for is said', async () => {
  await using socket = await scriptedEngine(answers(dockerVersion, dockerInfo));
  const error = await refusal({ DOCKER_HOST: socket.host }, { wanted: { kind: 'podman' } });
  expect(error.message).toContain('is not Podman, which was asked for.');
});

test('an engine over the network is used with a warning that ports are elsewhere', async () => {
  const server = createServer(answers(dockerVersion, dockerInfo)).listen(0, '0.0.0.0');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    // 127.1 is this machine too, and only its last form is known as such.
    const near = await findContainerEngine({ ...place, environment: { DOCKER_HOST: `tcp://127.0.0.1:${port}` } });
    expect(near).toMatchObject({ remote: false, warnings: [] });
    const far = await findContainerEngine({ ...place, environment: { DOCKER_HOST: `tcp://0.0.0.0:${port}` } });
    expect(far.remote).toBe(true);
    expect(far.warnings).toEqual([expect.stringContaining('Containers run on 0.0.0.0, not on this machine')]);
    expect(await far.client.version()).toMatchObject({ Version: '29.1.2' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('TLS without the client’s certificates is said, with the folder they belong into', async () => {
  const error = await refusal({ DOCKER_HOST: 'tcp://127.0.0.1:2376', DOCKER_CERT_PATH: '/nowhere' });
  expect(error.message).toContain('There is no trusted connection to the engine that DOCKER_HOST points to');
  expect(error.fix).toContain('DOCKER_CERT_PATH');
});

test('looking around ends when it is cancelled', async () => {
  await using socket = await scriptedEngine(() => undefined);
  const cancel = new AbortController();
  const looking = refusal({ DOCKER_HOST: socket.host }, { signal: cancel.signal });
  await expect.poll(() => socket.requests.length).toBe(1);
  cancel.abort(new Error('enough'));
  expect((await looking).message).toBe('enough');
});

// The socket is real and so is the refusal of the system: root may use any socket, so the search runs as another user.
test.skipIf(process.platform === 'win32')('a socket of somebody else means joining the group docker, or rootless Docker', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'docker.sock');
  const server = createSocket().listen(path);
  await once(server, 'listening');
  try {
    await chmod(folder.path, 0o755);
    await chmod(path, 0o000);
    const said = await searchAsAnotherUser(`unix://${path}`);
    expect(said.message).toBe(`This user may not use the engine that DOCKER_HOST points to (unix://${path}): permission denied.`);
    expect(said.fix).toBe(
      'Add yourself to the group docker (sudo usermod -aG docker "$USER") and log in again, or use rootless Docker: https://docs.docker.com/engine/security/rootless/.',
    );
  } finally {
    server.close();
  }
});

test('without any engine the products that were looked for are named, and that the sandbox needs none', () => {
  const candidates = engineCandidates({ ...place, environment: {}, home: '/home/ada' });
  const absences = candidates.map((candidate) => ({ candidate, reason: 'absent' as const }));
  const error = engineAbsent(absences, { platform: 'linux', answerWithinMs: 5_000 });
  expect(error.message).toBe(
    'No container engine is on this machine: kind runs each node as a container. Looked for Docker, Docker Desktop, Colima, Rancher Desktop, OrbStack, Podman.',
  );
  expect(error.fix).toContain('https://docs.docker.com/engine/install/');
  expect(error.fix).toContain('The sandbox needs none.');
});

test('a usual socket that refuses is told before those that are not there, with what starts it', () => {
  const candidates = engineCandidates({ ...place, environment: {}, home: '/home/ada' });
  const absences = candidates.map((candidate) => ({
    candidate,
    reason: candidate.source === 'Colima' ? ('refused' as const) : ('absent' as const),
  }));
  const error = engineAbsent(absences, { platform: 'linux', answerWithinMs: 5_000 });
  expect(error.message).toBe('Nothing answers at Colima (unix:///home/ada/.colima/default/docker.sock): the engine is not running.');
  expect(error.fix).toBe('Start it: colima start.');
});

test('of several engines that are there, the one nearest to working is told', () => {
  const candidates = engineCandidates({ ...place, environment: {}, home: '/home/ada' });
  const reasons = { Docker: 'refused', Colima: 'silent', OrbStack: 'denied' } as const;
  const absences = candidates.map((candidate) => ({ candidate, reason: reasons[candidate.source as keyof typeof reasons] ?? 'absent' }));
  const error = engineAbsent(absences, { platform: 'darwin', answerWithinMs: 5_000 });
  expect(error.message).toBe('This user may not use OrbStack (unix:///home/ada/.orbstack/run/docker.sock): permission denied.');
});

async function writeContext(configuration: string, name: string, meta: object): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  const path = join(configuration, 'contexts', 'meta', id, 'meta.json');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(meta));
  await writeFile(join(configuration, 'config.json'), JSON.stringify({ currentContext: name }));
}

async function searchAsAnotherUser(host: string): Promise<{ message: string; fix: string }> {
  const module = new URL('../../../clusters/containers/container-engine.ts', import.meta.url).href;
  const program = `
    const { findContainerEngine } = await import(${JSON.stringify(module)});
    const search = { environment: { DOCKER_HOST: ${JSON.stringify(host)} }, home: '/', platform: 'linux' };
    await findContainerEngine(search).catch(({ message, fix }) => console.log(JSON.stringify({ message, fix })));`;
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { ...nobody, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout));
}
