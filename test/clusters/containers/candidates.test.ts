import { expect, test } from 'vitest';
import { parseEngineAddress } from '../../../clusters/containers/engine-address.ts';
import { type CandidateFacts, engineCandidates } from '../../../clusters/containers/engine-candidates.ts';

const linux: CandidateFacts = { environment: { XDG_RUNTIME_DIR: '/run/user/1000' }, home: '/home/ada', platform: 'linux' };

function hosts(facts: CandidateFacts): string[] {
  return engineCandidates(facts).map(({ host }) => host);
}

test('on Linux every usual socket is tried, the system’s Docker first and Podman last', () => {
  expect(hosts(linux)).toEqual([
    'unix:///var/run/docker.sock',
    'unix:///run/user/1000/docker.sock',
    'unix:///home/ada/.docker/desktop/docker.sock',
    'unix:///home/ada/.colima/default/docker.sock',
    'unix:///home/ada/.config/colima/default/docker.sock',
    'unix:///home/ada/.rd/docker.sock',
    'unix:///home/ada/.orbstack/run/docker.sock',
    'unix:///run/user/1000/podman/podman.sock',
    'unix:///run/podman/podman.sock',
  ]);
});

test('on macOS Docker Desktop comes first and Podman’s machine last', () => {
  const found = hosts({ environment: { TMPDIR: '/var/folders/x/T/' }, home: '/Users/ada', platform: 'darwin' });
  expect(found[0]).toBe('unix:///Users/ada/.docker/run/docker.sock');
  expect(found).toContain('unix:///Users/ada/.orbstack/run/docker.sock');
  expect(found.slice(-2)).toEqual([
    'unix:///var/folders/x/T/podman/podman-machine-default-api.sock',
    'unix:///Users/ada/.local/share/containers/podman/machine/podman.sock',
  ]);
});

test('on Windows the named pipes are tried', () => {
  expect(hosts({ environment: {}, home: 'C:\\Users\\ada', platform: 'win32' })).toEqual([
    'npipe:////./pipe/docker_engine',
    'npipe:////./pipe/dockerDesktopLinuxEngine',
    'npipe:////./pipe/podman-machine-default',
  ]);
});

test('DOCKER_HOST is the only candidate, and an address of the settings goes before it', () => {
  const environment = { ...linux.environment, DOCKER_HOST: 'unix:///somewhere.sock' };
  expect(engineCandidates({ ...linux, environment })).toMatchObject([
    { host: 'unix:///somewhere.sock', source: 'DOCKER_HOST', named: true },
  ]);
  const wanted = { host: 'unix:///chosen.sock' };
  expect(engineCandidates({ ...linux, environment, wanted })).toMatchObject([{ host: 'unix:///chosen.sock', source: 'the settings' }]);
});

test('Docker’s context goes before the usual sockets, and is not tried twice', () => {
  const context = { name: 'colima', host: 'unix:///home/ada/.colima/default/docker.sock' };
  const found = engineCandidates({ ...linux, context });
  expect(found[0]).toMatchObject({ host: context.host, source: 'the Docker context "colima"', named: true });
  expect(found.filter(({ host }) => host === context.host)).toHaveLength(1);
  expect(found).toHaveLength(9);
});

test('who wants Podman gets its variable and its sockets alone', () => {
  const wanted = { kind: 'podman' } as const;
  expect(hosts({ ...linux, wanted })).toEqual(['unix:///run/user/1000/podman/podman.sock', 'unix:///run/podman/podman.sock']);
  const environment = { CONTAINER_HOST: 'unix:///p.sock', DOCKER_HOST: 'unix:///d.sock' };
  expect(hosts({ ...linux, environment, wanted })).toEqual(['unix:///p.sock']);
  expect(hosts({ ...linux, environment })).toEqual(['unix:///d.sock']);
});

test.each([
  ['unix:///var/run/docker.sock', { via: 'socket', path: '/var/run/docker.sock' }],
  ['/var/run/docker.sock', { via: 'socket', path: '/var/run/docker.sock' }],
  ['npipe:////./pipe/docker_engine', { via: 'socket', path: '//./pipe/docker_engine' }],
  ['tcp://10.0.0.5:2375', { via: 'tcp', hostname: '10.0.0.5', port: 2375, encrypted: false }],
  ['tcp://10.0.0.5', { via: 'tcp', hostname: '10.0.0.5', port: 2375, encrypted: false }],
  ['tcp://gpu:2376', { via: 'tcp', hostname: 'gpu', port: 2376, encrypted: true }],
  ['https://gpu', { via: 'tcp', hostname: 'gpu', port: 2376, encrypted: true }],
  ['tcp://[::1]:2375', { via: 'tcp', hostname: '::1', port: 2375, encrypted: false }],
  ['ssh://ada@gpu', { via: 'ssh', hostname: 'gpu' }],
  ['unix://', undefined],
  ['tcp://', undefined],
  ['docker', undefined],
  ['fd://3', undefined],
  ['', undefined],
])('%s is read as an address of an engine', (host, address) => {
  expect(parseEngineAddress(host)).toEqual(address);
});
