import { isReason } from '../../../api-error.ts';
import type { Change } from '../../../informer/informer.ts';
import { customResourceDefinitions } from '../../../kinds.ts';
import { apiVersionOf, type KubernetesObject, type ResourceKind } from '../../../objects.ts';
import { createControlLoop } from '../control-loop.ts';
import type { ControllerContext } from '../controller-context.ts';
import { storedKinds } from '../stored-kinds.ts';

export interface KindWatch {
  /** The kinds watched at present. */
  kinds(): readonly ResourceKind[];
  stop(): void;
}

type Listener = (kind: ResourceKind, change: Change<KubernetesObject>) => void;

/** Watches all kinds that the server serves, and those that are defined later. Changes are told once the first lists of all kinds are in. */
export function watchAllKinds(context: ControllerContext, listener: Listener): KindWatch {
  const watches = new Map<string, { kind: ResourceKind; end: AbortController }>();
  const loop = createControlLoop({ name: 'kinds', reconcile: refresh, clock: context.clock, log: context.log, workers: 1 });
  const all = new AbortController();
  const definitions = context.watchKind(customResourceDefinitions, all.signal);
  const stopListening = definitions.onChange(() => loop.enqueue('all'));
  loop.enqueue('all');

  async function refresh(): Promise<undefined> {
    const served = new Map(storedKinds(await context.cluster.discover()).map((kind) => [identity(kind), kind]));
    for (const [id, { end }] of watches) if (!served.has(id)) forget(id, end);
    const added = [...served].filter(([id]) => !watches.has(id)).map(([id, kind]) => begin(id, kind));
    await Promise.all(added.map(({ synced }) => synced));
    for (const { subscribe } of added) subscribe();
  }

  function begin(id: string, kind: ResourceKind): { synced: Promise<void>; subscribe(): void } {
    const end = new AbortController();
    watches.set(id, { kind, end });
    const informer = context.watchKind(kind, end.signal);
    return {
      synced: informer.synced.catch((error: unknown) => {
        if (!end.signal.aborted && !isReason(error, 'NotFound')) throw error;
      }),
      subscribe: () => informer.onChange((change) => listener(kind, change)),
    };
  }

  function forget(id: string, end: AbortController): void {
    watches.delete(id);
    end.abort();
  }

  return {
    kinds: () => [...watches.values()].map(({ kind }) => kind),
    stop() {
      stopListening();
      void loop.stop();
      all.abort();
      for (const [id, { end }] of watches) forget(id, end);
    },
  };
}

function identity(kind: ResourceKind): string {
  return `${apiVersionOf(kind)}/${kind.kind}`;
}
