import { SlipwayError } from '../../engine/contract/errors.ts';
import type { Services } from '../../engine/contract/services.ts';
import type { AttachDraft, ClusterView } from '../../engine/contract/views/cluster.ts';
import type { Catalog } from '../../engine/domain/catalog/catalog.ts';
import { createCatalogService } from '../../engine/services/catalog/catalog-service.ts';
import { createFitService } from '../../engine/services/fit/fit-service.ts';
import { clusterServices, once } from './fixture-cluster-services.ts';
import { clusterCheck } from './fixture-clusters.ts';
import { createFlowStore, type FlowStore } from './fixture-flows.ts';
import { plan, removalPlan } from './fixture-install.ts';
import { kindCheck, presets } from './fixture-kind.ts';
import { createEchoShell, createForwards } from './fixture-pods.ts';
import { contexts, providers, tools } from './fixture-providers.ts';
import type { Scene } from './fixture-scenes.ts';

/** What was asked of a fixture engine, in order. */
export interface Asked {
  applied: string[];
  removed: string[];
  /** Names of clusters whose services were used. */
  clusters: string[];
  attached: AttachDraft[];
  created: string[];
}

/** Services that say what a scene wrote down, and note what they are asked to do. Sizing is the real one, over the real catalog. */
export function fixtureServices(scene: Scene, { asked, catalog }: { asked: Asked; catalog: Catalog }): Services {
  const flows = createFlowStore(scene.flows);
  const pods = createEchoShell();
  return {
    workbench: { status: async () => scene.status, watchStatus: (signal) => once(scene, scene.status, signal) },
    catalog: createCatalogService(catalog),
    fit: createFitService(catalog),
    machine: { thisMachine: async () => scene.machine },
    clusters: clusterService(scene, asked, flows),
    kind: {
      presets: async () => presets,
      check: async (draft) => kindCheck(draft),
      async create({ name, config = '' }) {
        asked.created.push(config);
        return flows.start('cluster.create', name, `Create the kind cluster ${name}`);
      },
      loadImage: async (cluster, image) => flows.start('cluster.load-image', cluster, `Load ${image} into ${cluster}`),
      exportLogs: async (cluster, folder) => flows.start('cluster.export-logs', cluster, `Export logs of ${cluster} to ${folder}`),
      tools: async () => tools,
      setToolPath: async (tool, path) => ({ ...(tools[1] ?? fail()), name: tool, path }),
      downloadTool: async (tool) => flows.start('tool.download', null, `Download ${tool}`),
    },
    installations: {
      plan: async (cluster, draft) => plan(cluster, draft),
      manifests: async () => 'kind: Namespace\n',
      install: async (cluster) => flows.start('install', cluster, `Install Slipway in ${cluster}`),
      planRemoval: async (cluster, draft) => removalPlan(cluster, draft),
      uninstall: async (cluster) => flows.start('uninstall', cluster, `Uninstall Slipway from ${cluster}`),
    },
    flows,
    forwards: createForwards(),
    async on(cluster = 'sandbox') {
      asked.clusters.push(cluster);
      return { ...clusterServices(scene, asked), pods };
    },
  };
}

function clusterService(scene: Scene, asked: Asked, flows: FlowStore): Services['clusters'] {
  const find = (name: string): ClusterView => scene.clusters.find((cluster) => cluster.name === name) ?? fail();
  return {
    list: async () => scene.clusters,
    watchList: (signal) => once(scene, scene.clusters, signal),
    providers: async () => providers,
    contexts: async (kubeconfig) => contexts(kubeconfig === '/many' ? 500 : 4),
    connect: async (name) => find(name),
    async attach(draft) {
      asked.attached.push(draft);
      return find('prod-eu');
    },
    check: async (name) => clusterCheck(name),
    checkContext: async ({ context = '' }) => clusterCheck(context),
    kubeconfig: async () => ({ path: '/home/ada/.kube/config', context: null, yaml: '' }),
    pause: async (name) => flows.start('cluster.pause', name, `Pause ${name}`),
    resume: async (name) => flows.start('cluster.resume', name, `Resume ${name}`),
    async remove(name) {
      asked.removed.push(name);
      return flows.start('cluster.delete', name, `Delete ${name}`);
    },
  };
}

function fail(): never {
  throw new SlipwayError('not_found', 'The fixture has none of that name.');
}
