import type { CommandGroup } from './command.ts';

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
