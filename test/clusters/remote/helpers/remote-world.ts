import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { systemClock } from '../../../../clusters/clock.ts';
import { silentLog } from '../../../../clusters/log.ts';
import type { Attachment, AttachmentStore } from '../../../../clusters/remote/attachments.ts';
import { createRemoteProvider, type RemoteProvider, type RemoteProviderOptions } from '../../../../clusters/remote/remote-provider.ts';
import { type Answer, answerJson, statusBody } from '../../../helpers/scripted-api-server.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

/** A store that ends with the test. */
export function attachmentsInMemory(): AttachmentStore {
  const kept = new Map<string, Attachment>();
  return {
    list: () => [...kept.values()],
    put: (attachment) => void kept.set(attachment.name, attachment),
    remove: (name) => void kept.delete(name),
  };
}

/** A remote provider with a folder of its own, in which its kubeconfigs lie. */
export interface RemoteWorld extends AsyncDisposable {
  readonly folder: string;
  readonly attachments: AttachmentStore;
  readonly provider: RemoteProvider;
  /** Writes `kubeconfig` into the folder, with one context for each entry, and gives its path. */
  write(contexts: Record<string, ContextParts>, file?: string): Promise<string>;
}

export interface ContextParts {
  cluster: Record<string, unknown>;
  user?: Record<string, unknown>;
}

export async function remoteWorld(options: Partial<RemoteProviderOptions> = {}): Promise<RemoteWorld> {
  const folder = await temporaryFolder();
  const attachments = attachmentsInMemory();
  const provider = createRemoteProvider({
    attachments,
    kubeconfig: { kubeconfigPath: join(folder.path, 'kubeconfig') },
    clock: systemClock,
    log: silentLog,
    environment: { PATH: process.env['PATH'], HOME: folder.path },
    ...options,
  });
  return {
    folder: folder.path,
    attachments,
    provider,
    async write(contexts, file = 'kubeconfig') {
      const path = join(folder.path, file);
      await writeFile(path, stringify(kubeconfigOf(contexts), { aliasDuplicateObjects: false }));
      return path;
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** A kubeconfig whose first context is the current one; each has a cluster and a user of its own name. */
export function kubeconfigOf(contexts: Record<string, ContextParts>): object {
  const entries = Object.entries(contexts);
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': entries[0]?.[0] ?? '',
    clusters: entries.map(([name, { cluster }]) => ({ name, cluster })),
    contexts: entries.map(([name]) => ({ name, context: { cluster: name, user: name } })),
    users: entries.map(([name, { user = {} }]) => ({ name, user })),
  };
}

/** Answers as a server of that release with no objects, to whom `isKnown` accepts. */
export function emptyCluster(isKnown: (request: Parameters<Answer>[0]) => boolean = () => true): Answer {
  return (request, response) => {
    if (!isKnown(request)) return answerJson(response, 401, statusBody(401, 'Unauthorized'));
    if (request.url === '/version') return answerJson(response, 200, { gitVersion: 'v1.36.3' });
    return answerJson(response, 200, { metadata: { resourceVersion: '1' }, items: [] });
  };
}
