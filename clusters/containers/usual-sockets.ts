import type { ContainerEngine, Environment } from './engine.ts';

export interface UsualSocket {
  kind: ContainerEngine['kind'];
  host: string;
  /** The product. */
  source: string;
  /** What starts it, as a sentence. */
  start: string;
}

/** Whose sockets: a person's, on a platform. */
export interface Person {
  environment: Environment;
  /** Their home folder. */
  home: string;
  platform: NodeJS.Platform;
}

/**
 * The sockets that products open unless told otherwise, by their documentation: docs.docker.com/desktop (Desktop on Linux and macOS),
 * docs.docker.com/engine/security/rootless, github.com/abiosoft/colima (FAQ), docs.rancherdesktop.io, docs.orbstack.dev/docker,
 * docs.podman.io (podman-system-service, podman-machine).
 */
export function usualSockets({ platform, ...facts }: Person): UsualSocket[] {
  switch (platform) {
    case 'win32':
      return windowsPipes;
    case 'darwin':
      return macSockets(facts);
    default:
      return linuxSockets(facts);
  }
}

type Facts = Pick<Person, 'home' | 'environment'>;

function linuxSockets({ home, environment }: Facts): UsualSocket[] {
  const runtime = environment['XDG_RUNTIME_DIR'];
  const own = runtime
    ? {
        docker: unix('Docker (rootless)', `${runtime}/docker.sock`, 'Start it: systemctl --user start docker.'),
        podman: unix('Podman', `${runtime}/podman/podman.sock`, 'Start its socket: systemctl --user start podman.socket.'),
      }
    : undefined;
  return [
    unix('Docker', '/var/run/docker.sock', 'Start it: sudo systemctl start docker.'),
    ...(own ? [own.docker] : []),
    unix('Docker Desktop', `${home}/.docker/desktop/docker.sock`, 'Start Docker Desktop.'),
    ...virtualMachines({ home, environment }),
    ...(own ? [own.podman] : []),
    unix('Podman', '/run/podman/podman.sock', 'Start its socket: sudo systemctl start podman.socket.'),
  ];
}

function macSockets({ home, environment }: Facts): UsualSocket[] {
  const temporary = environment['TMPDIR']?.replace(/\/$/, '');
  const machine = 'Start its virtual machine: podman machine start.';
  return [
    unix('Docker Desktop', `${home}/.docker/run/docker.sock`, 'Start Docker Desktop.'),
    unix('Docker', '/var/run/docker.sock', 'Start Docker Desktop, or whichever engine you installed.'),
    ...virtualMachines({ home, environment }),
    ...(temporary ? [unix('Podman', `${temporary}/podman/podman-machine-default-api.sock`, machine)] : []),
    unix('Podman', `${home}/.local/share/containers/podman/machine/podman.sock`, machine),
  ];
}

/** Engines in a virtual machine of their own, the same on Linux and macOS. */
function virtualMachines({ home, environment }: Facts): UsualSocket[] {
  const colima = environment['COLIMA_HOME'] ?? `${home}/.colima`;
  return [
    unix('Colima', `${colima}/default/docker.sock`, 'Start it: colima start.'),
    unix('Colima', `${home}/.config/colima/default/docker.sock`, 'Start it: colima start.'),
    unix('Rancher Desktop', `${home}/.rd/docker.sock`, 'Start Rancher Desktop, with dockerd (moby) as its engine.'),
    unix('OrbStack', `${home}/.orbstack/run/docker.sock`, 'Start OrbStack.'),
  ];
}

const windowsPipes: UsualSocket[] = [
  pipe('docker', 'Docker Desktop', 'docker_engine', 'Start Docker Desktop or Rancher Desktop.'),
  pipe('docker', 'Docker Desktop', 'dockerDesktopLinuxEngine', 'Start Docker Desktop.'),
  pipe('podman', 'Podman', 'podman-machine-default', 'Start its virtual machine: podman machine start.'),
];

function unix(source: string, path: string, start: string): UsualSocket {
  return { kind: source === 'Podman' ? 'podman' : 'docker', host: `unix://${path}`, source, start };
}

function pipe(kind: ContainerEngine['kind'], source: string, name: string, start: string): UsualSocket {
  return { kind, host: `npipe:////./pipe/${name}`, source, start };
}
