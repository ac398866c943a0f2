/** kind could not use the container engine at all. */
import type { FailureRule } from './failure-rule.ts';

export const engineFailures: readonly FailureRule[] = [
  {
    when: /exec: "(?<program>docker|podman|nerdctl)": executable file not found/,
    refusal: 'Unusable',
    explain: ({ program }) => ({
      message: `kind runs the program "${program}", and it is not on the PATH.`,
      fix: `Install the command line of ${program}, or add its folder to the PATH, and try again.`,
    }),
  },
  {
    when: /permission denied while trying to connect to the docker (?:daemon socket|api)(?: at (?<host>\S+?):? )?/i,
    refusal: 'Unusable',
    explain: ({ host }) => ({
      message: `This account may not use the container engine${host ? ` at ${host}` : ''}: permission denied.`,
      fix: 'Add the account to the group that owns the socket (on Linux mostly "docker") and sign in anew, or use a rootless engine.',
    }),
  },
  {
    when: /cannot connect to (?:the docker daemon at (?<host>\S+?)\.? |podman)|error during connect/i,
    refusal: 'Unusable',
    explain: ({ host }) => ({
      message: `The container engine does not answer${host ? ` at ${host}` : ''}.`,
      fix: 'Start it (Docker Desktop, `systemctl start docker`, `colima start`, `podman machine start`), and try again.',
    }),
  },
  {
    when: /rootless provider requires cgroup v2/,
    refusal: 'Unusable',
    explain: () => ({
      message: 'A rootless engine can run kind only with cgroup v2, and this machine has cgroup v1.',
      fix: 'Start the machine with systemd.unified_cgroup_hierarchy=1, or use an engine that is not rootless.',
    }),
  },
  {
    when: /setting systemd property "Delegate=yes"/,
    refusal: 'Unusable',
    explain: () => ({
      message: 'The rootless engine may not limit memory, processes and processor time, which kind needs.',
      fix: 'Set Delegate=yes for the user service of systemd (https://kind.sigs.k8s.io/docs/user/rootless/), and sign in anew.',
    }),
  },
  {
    when: /non-overlapping .*(?:address pool|subnet)|failed to ensure (?:docker|podman|nerdctl) network/,
    explain: () => ({
      message: 'The container engine could not make the network of the nodes.',
      fix: 'Remove networks that are not used (`docker network prune`), or leave the VPN that takes their addresses.',
    }),
  },
];
