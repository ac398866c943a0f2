import { describe, expect, it } from 'vitest';
import { explainKindFailure } from '../../../../clusters/kind/provider/failures/explain-kind-failure.ts';

// What cannot be brought about here without harm to the machine, in the words that people reported to the projects.
describe('a failure of kind, as people reported it', () => {
  const daemon =
    'ERROR: failed to create cluster: command "docker run --name dev-control-plane ..." failed with error: exit status 125\n\nCommand Output: docker: Error response from daemon:';

  it.each([
    [`${daemon} mkdir /var/lib/docker/overlay2/5f: no space left on device.`, 'Failed', /The disk .* is full/, /docker system prune/],
    [
      `${daemon} driver failed programming external connectivity on endpoint dev: Bind for 0.0.0.0:80 failed: port is already allocated.`,
      'Failed',
      /Port 80 .*0\.0\.0\.0/,
      /host port/,
    ],
    [
      `${daemon} Ports are not available: exposing port TCP 127.0.0.1:8080 -> 0.0.0.0:0: listen tcp 127.0.0.1:8080: bind: address already in use.`,
      'Failed',
      /Port 8080 of this machine \(127\.0\.0\.1\)/,
      /host port/,
    ],
    [
      "Error: rootlessport cannot expose privileged port 80, you can add 'net.ipv4.ip_unprivileged_port_start=80' to /etc/sysctl.conf",
      'InvalidOptions',
      /may not use port 80/,
      /from 1024/,
    ],
    [
      `${daemon} error while creating mount source path '/models': mkdir /models: read-only file system.`,
      'InvalidOptions',
      /cannot be mounted .*\/models.*read-only file system\.$/,
      /hostPath/,
    ],
    [
      `${daemon} Mounts denied: The path /models is not shared from the host and is not known to Docker.`,
      'InvalidOptions',
      /\/models is not shared/,
      /share that folder/,
    ],
    [
      'ERROR: failed to create cluster: failed to pull image "kindest/node:v9": command "docker pull kindest/node:v9" failed with error: exit status 1\n\nCommand Output: Error response from daemon: manifest for kindest/node:v9 not found: manifest unknown: manifest unknown',
      'Failed',
      /"kindest\/node:v9".*does not have it/,
      /name and tag/,
    ],
    [
      'ERROR: failed to create cluster: failed to pull image "kindest/node:v1": command failed\n\nCommand Output: toomanyrequests: You have reached your pull rate limit.',
      'Failed',
      /too many requests/,
      /docker login/,
    ],
    ['ERROR: failed to create cluster: failed to pull image "kindest/node:v1": something else', 'Failed', /could not pull it/, /by hand/],
    [
      'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun": dial unix /var/run/docker.sock: connect: permission denied',
      'Unusable',
      /may not use the container engine at unix:\/\/\/var\/run\/docker\.sock: permission denied\.$/,
      /group/,
    ],
    [
      'permission denied while trying to connect to the docker API at unix:///var/run/docker.sock',
      'Unusable',
      /permission denied/,
      /group/,
    ],
    [
      'error during connect: in the default daemon configuration on Windows, the docker client must be run with elevated privileges',
      'Unusable',
      /does not answer/,
      /Start it/,
    ],
    [
      'ERROR: failed to create cluster: running kind with rootless provider requires cgroup v2, see https://kind.sigs.k8s.io/docs/user/rootless/',
      'Unusable',
      /cgroup v1/,
      /unified_cgroup_hierarchy/,
    ],
    [
      'ERROR: failed to create cluster: running kind with rootless provider requires setting systemd property "Delegate=yes", see https://kind.sigs.k8s.io/docs/user/rootless/',
      'Unusable',
      /may not limit/,
      /Delegate=yes/,
    ],
    ['Failed to create inotify object: Too many open files', 'Failed', /inotify/, /max_user_watches/],
    [
      'ERROR: failed to create cluster: could not find a log line that matches "Reached target .*Multi-User System.*|detected cgroup v1"',
      'Failed',
      /did not come up/,
      /inotify/,
    ],
    [
      'ERROR: failed to create cluster: failed to ensure docker network: command "docker network create ..." failed with error: exit status 1\n\nCommand Output: Error response from daemon: could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
      'Failed',
      /could not make the network/,
      /network prune/,
    ],
    [
      'ERROR: failed to create cluster: failed to join node with kubeadm: command "docker exec --privileged dev-worker kubeadm join" failed with error: exit status 1',
      'Failed',
      /A node did not join/,
      /fewer nodes/,
    ],
    [
      'ERROR: failed to create cluster: command "docker exec" failed with error: exit status 137',
      'Failed',
      /ran out of memory/,
      /more memory/,
    ],
    ['ERROR: no nodes found for cluster "dev"', 'NotFound', /no kind cluster "dev" any more/, /Create/],
  ] as const)('%s', (text, refusal, message, fix) => {
    expect(explainKindFailure(text.split('\n'))).toEqual({
      refusal,
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });

  it('is shortened where it is endless, and is something where kind said nothing', () => {
    expect(explainKindFailure([`ERROR: ${'a'.repeat(5_000)}`]).message.length).toBeLessThan(330);
    expect(explainKindFailure([]).message).toBe('kind says: nothing.');
  });
});
