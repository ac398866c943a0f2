/** The engine answered, and the nodes did not come up. */
import type { FailureRule } from './failure-rule.ts';

/** Causes, which stand among the words of their consequences. */
export const machineFailures: readonly FailureRule[] = [
  {
    when: /no space left on device/i,
    explain: () => ({
      message: 'The disk on which the container engine keeps its images and nodes is full.',
      fix: "Free some room (`docker system prune` removes what is not used), or give the engine's virtual machine a larger disk.",
    }),
  },
  {
    when: /too many open files/i,
    explain: () => ({
      message: 'This machine gives out no more inotify watches or instances, which each node needs.',
      fix: 'Raise them (`sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`), or use fewer nodes.',
    }),
  },
  {
    when: /cannot allocate memory|signal: killed|exit status 137/,
    explain: () => ({
      message: 'This machine ran out of memory for the nodes.',
      fix: 'Use fewer nodes, or give the container engine (or its virtual machine) more memory.',
    }),
  },
  {
    when: /(?<why>(?:Mounts denied|error while creating mount source path|bind source path does not exist|invalid mount config)[^\n]*)/,
    refusal: 'InvalidOptions',
    explain: ({ why = '' }) => ({
      message: `A folder of this machine cannot be mounted into a node: ${why.replace(/\.+$/, '')}.`,
      fix: "Correct the mount's hostPath, or share that folder with the engine's virtual machine.",
    }),
  },
];

export const nodeFailures: readonly FailureRule[] = [
  {
    when: /could not find a log line that matches/,
    explain: () => ({
      message: 'The container of a node started, and the system inside it did not come up.',
      fix: 'Mostly inotify limits are too low (`sysctl fs.inotify.max_user_instances=512`), or the image is for another processor.',
    }),
  },
  {
    when: /failed to join node with kubeadm/,
    explain: () => ({
      message: 'A node did not join the cluster: kubeadm gave up waiting for its kubelet.',
      fix: 'Mostly the machine is short of memory or time: use fewer nodes, or end other programs.',
    }),
  },
  {
    when: /failed to init node with kubeadm/,
    explain: () => ({
      message: 'The control plane did not come up: kubeadm gave up waiting for kubelet and the API server to be healthy.',
      fix: 'Mostly the machine is short of memory or time, or a kubeadm patch of the configuration is wrong.',
    }),
  },
];
