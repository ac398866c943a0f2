import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { pathIn } from '../../live/cluster-scope.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { endpointPath } from '../shared/endpoint-path.ts';

/** One thing the palette can go to. */
export interface Command {
  id: string;
  group: 'Actions' | 'Pages' | 'Endpoints' | 'Clusters';
  title: string;
  detail: string;
  to: string;
}

const fixed: Command[] = [
  { id: 'new', group: 'Actions', title: 'New endpoint', detail: 'g c', to: '/compose' },
  { id: 'start', group: 'Pages', title: 'Start', detail: 'g s', to: '/' },
  { id: 'endpoints', group: 'Pages', title: 'Endpoints', detail: 'g e', to: '/endpoints' },
  { id: 'hardware', group: 'Pages', title: 'Hardware', detail: 'g h', to: '/hardware' },
  { id: 'fit', group: 'Pages', title: 'Fit explorer', detail: 'which models fit which GPUs', to: '/hardware/fit' },
  { id: 'clusters', group: 'Pages', title: 'Clusters', detail: 'g l', to: '/clusters' },
  { id: 'tasks', group: 'Pages', title: 'Tasks', detail: 'g t', to: '/tasks' },
  { id: 'new-kind', group: 'Actions', title: 'Create a kind cluster', detail: 'cluster', to: '/clusters/new/kind' },
  { id: 'new-remote', group: 'Actions', title: 'Attach a cluster', detail: 'kubeconfig', to: '/clusters/new/remote' },
];

const most = 50;
const ofNoCluster = /^\/(clusters|tasks)(\/|$)/;

/** What can be found: endpoints of the present cluster, and the clusters to change to. */
export interface Findable {
  cluster: string;
  endpoints: readonly EndpointView[];
  clusters: readonly Pick<ClusterView, 'name' | 'provider'>[];
}

/** What matches the words typed, all of them in any order: actions and pages first, then endpoints and their chats and logs, then clusters. */
export function matchCommands(query: string, findable: Findable): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Command[] = [];
  for (const command of allCommands(findable)) {
    const text = `${command.title} ${command.detail}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(command);
    if (found.length === most) break;
  }
  return found;
}

function* allCommands({ cluster, endpoints, clusters }: Findable): Generator<Command> {
  for (const command of fixed) yield { ...command, to: ofNoCluster.test(command.to) ? command.to : pathIn(cluster, command.to) };
  for (const { key, model, uid } of endpoints) {
    const to = (tab?: string) => pathIn(cluster, endpointPath(key, tab));
    yield { id: uid, group: 'Endpoints', title: key.name, detail: `${model} in ${key.namespace}`, to: to() };
    yield { id: `${uid}-chat`, group: 'Endpoints', title: `Chat with ${key.name}`, detail: model, to: to('chat') };
    yield { id: `${uid}-logs`, group: 'Endpoints', title: `Logs of ${key.name}`, detail: key.namespace, to: to('logs') };
  }
  for (const { name, provider } of clusters) {
    yield { id: `use-${name}`, group: 'Clusters', title: `Change to ${name}`, detail: provider, to: pathIn(name, '/') };
    yield { id: `page-${name}`, group: 'Clusters', title: `Cluster ${name}`, detail: provider, to: clusterPath(name) };
  }
}
