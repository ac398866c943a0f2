import type { EndpointView } from '../../../engine/contract/views/endpoint.ts';
import { endpointPath } from '../shared/endpoint-path.ts';

/** One thing the palette can go to. */
export interface Command {
  id: string;
  group: 'Actions' | 'Pages' | 'Endpoints';
  title: string;
  detail: string;
  to: string;
}

const fixed: Command[] = [
  { id: 'new', group: 'Actions', title: 'New endpoint', detail: 'g c', to: '/compose' },
  { id: 'start', group: 'Pages', title: 'Start', detail: 'g s', to: '/' },
  { id: 'endpoints', group: 'Pages', title: 'Endpoints', detail: 'g e', to: '/endpoints' },
  { id: 'hardware', group: 'Pages', title: 'Hardware', detail: 'g h', to: '/hardware' },
  { id: 'clusters', group: 'Pages', title: 'Clusters', detail: 'g l', to: '/clusters' },
];

const most = 50;

/** What matches the words typed, all of them in any order: actions and pages first, then endpoints and their chats and logs. */
export function matchCommands(query: string, endpoints: readonly EndpointView[]): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Command[] = [];
  for (const command of allCommands(endpoints)) {
    const text = `${command.title} ${command.detail}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(command);
    if (found.length === most) break;
  }
  return found;
}

function* allCommands(endpoints: readonly EndpointView[]): Generator<Command> {
  yield* fixed;
  for (const { key, model, uid } of endpoints) {
    yield { id: uid, group: 'Endpoints', title: key.name, detail: `${model} in ${key.namespace}`, to: endpointPath(key) };
    yield { id: `${uid}-chat`, group: 'Endpoints', title: `Chat with ${key.name}`, detail: model, to: endpointPath(key, 'chat') };
    yield { id: `${uid}-logs`, group: 'Endpoints', title: `Logs of ${key.name}`, detail: key.namespace, to: endpointPath(key, 'logs') };
  }
}
