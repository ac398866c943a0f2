import type { CommandGroup } from './command.ts';

const clusterCommands: CommandGroup = {
  name: 'cluster',
  description: 'Clusters: kind on this machine, and those of your kubeconfig.',
  commands: {
    list: () => import('./commands/cluster/list.ts').then((module) => module.listClusters),
    check: () => import('./commands/cluster/check.ts').then((module) => module.checkCluster),
    create: () => import('./commands/cluster/create.ts').then((module) => module.createCluster),
    attach: () => import('./commands/cluster/attach.ts').then((module) => module.attachCluster),
    pause: () => import('./commands/cluster/life.ts').then((module) => module.pauseCluster),
    resume: () => import('./commands/cluster/life.ts').then((module) => module.resumeCluster),
    delete: () => import('./commands/cluster/life.ts').then((module) => module.deleteCluster),
    kubeconfig: () => import('./commands/cluster/kubeconfig.ts').then((module) => module.clusterKubeconfig),
    'load-image': () => import('./commands/cluster/kind.ts').then((module) => module.loadImage),
    'export-logs': () => import('./commands/cluster/kind.ts').then((module) => module.exportLogs),
    'download-tool': () => import('./commands/cluster/kind.ts').then((module) => module.downloadTool),
  },
};

const taskCommands: CommandGroup = {
  name: 'tasks',
  description: 'Long actions: creations, installations, removals.',
  commands: {
    list: () => import('./commands/tasks/tasks.ts').then((module) => module.listTasks),
    log: () => import('./commands/tasks/tasks.ts').then((module) => module.taskLog),
    resume: () => import('./commands/tasks/tasks.ts').then((module) => module.resumeTask),
    cancel: () => import('./commands/tasks/tasks.ts').then((module) => module.cancelTask),
    'clean-up': () => import('./commands/tasks/tasks.ts').then((module) => module.cleanUpTask),
  },
};

/** The whole command line as a tree: each leaf is loaded when it is called. */
export const commands: CommandGroup = {
  name: 'slipway',
  description: 'A workbench for serving models on Kubernetes.',
  commands: {
    serve: () => import('./commands/serve.ts').then((module) => module.serve),
    status: () => import('./commands/status.ts').then((module) => module.status),
    apply: () => import('./commands/apply.ts').then((module) => module.apply),
    get: () => import('./commands/get.ts').then((module) => module.get),
    delete: () => import('./commands/delete.ts').then((module) => module.remove),
    logs: () => import('./commands/logs.ts').then((module) => module.logs),
    chat: () => import('./commands/chat.ts').then((module) => module.chat),
    exec: () => import('./commands/exec.ts').then((module) => module.exec),
    'port-forward': () => import('./commands/port-forward.ts').then((module) => module.portForward),
    gpus: () => import('./commands/gpus/gpus.ts').then((module) => module.gpus),
    fit: () => import('./commands/fit/fit.ts').then((module) => module.fit),
    cluster: async () => clusterCommands,
    install: () => import('./commands/install/install.ts').then((module) => module.install),
    upgrade: () => import('./commands/install/install.ts').then((module) => module.upgrade),
    uninstall: () => import('./commands/install/uninstall.ts').then((module) => module.uninstall),
    tasks: async () => taskCommands,
    history: () => import('./commands/history.ts').then((module) => module.history),
    kubeconfig: () => import('./commands/kubeconfig.ts').then((module) => module.kubeconfig),
    sandbox: async () => ({
      name: 'sandbox',
      description: 'The simulated cluster.',
      commands: {
        nodes: async () => ({
          name: 'sandbox nodes',
          description: 'Its nodes and their GPUs.',
          commands: {
            list: () => import('./commands/sandbox-nodes.ts').then((module) => module.listNodes),
            add: () => import('./commands/sandbox-nodes.ts').then((module) => module.addNode),
            remove: () => import('./commands/sandbox-nodes.ts').then((module) => module.removeNode),
          },
        }),
        addons: async () => ({
          name: 'sandbox addons',
          description: 'Kinds of other projects.',
          commands: {
            list: () => import('./commands/sandbox-addons.ts').then((module) => module.listSandboxAddons),
            enable: () => import('./commands/sandbox-addons.ts').then((module) => module.enableSandboxAddons),
            disable: () => import('./commands/sandbox-addons.ts').then((module) => module.disableSandboxAddons),
          },
        }),
        reset: () => import('./commands/sandbox-reset.ts').then((module) => module.resetSandbox),
      },
    }),
    version: () => import('./commands/version.ts').then((module) => module.version),
  },
};
