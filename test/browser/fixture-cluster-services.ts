import type { ClusterServices } from '../../engine/contract/cluster-services.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { Scene } from './fixture-scenes.ts';
import type { Asked } from './fixture-services.ts';

/** What one cluster says in a scene. */
export function clusterServices(scene: Scene, asked: Asked): Omit<ClusterServices, 'pods'> {
  return {
    endpoints: {
      list: async () => scene.endpoints,
      get: async () => scene.detail,
      watchList: (signal) => once(scene, scene.endpoints, signal),
      watchOne: (key, signal) => once(scene, detailOf(scene, key.name), signal),
      remove: async (key) => void asked.removed.push(key.name),
    },
    manifests: {
      check: async (yaml) => scene.check(yaml),
      async apply(yaml) {
        asked.applied.push(yaml);
        return [
          {
            apiVersion: 'aim.engine.amd.com/v1alpha1',
            kind: 'AIMEndpoint',
            namespace: 'default',
            name: 'qwen2-5-7b-instruct',
            outcome: 'created',
          },
        ];
      },
      render: async () => '',
      history: async () => [],
    },
    hardware: {
      nodes: async () => scene.nodes,
      devices: async () => ({ devices: [], findings: [] }),
      watchNodes: (signal) => once(scene, scene.nodes, signal),
    },
    logs: { follow: (_target, signal) => all(scene.log, signal) },
    sandbox: { addNode: async ({ name }) => ({ name: name ?? 'node' }), removeNode: async () => {} },
    chat: { complete: (_request, signal) => all(scene.answer, signal) },
  };
}

function detailOf(scene: Scene, name: string): Scene['detail'] {
  if (scene.detail.endpoint?.key.name === name) return scene.detail;
  const endpoint = scene.endpoints.endpoints.find(({ key }) => key.name === name) ?? null;
  const steps = endpoint?.state === 'progressing' ? scene.running : [];
  return { ...scene.detail, endpoint, steps, pods: [], events: [], refused: [], conditions: [] };
}

/** One value, then silence until the reader leaves; or what the scene has instead of values. */
export async function* once<T>(scene: Scene, value: T, signal: AbortSignal): AsyncGenerator<T> {
  if (scene.failure) throw new SlipwayError(scene.failure.code, scene.failure.message, { fix: scene.failure.fix });
  if (!scene.silent) yield value;
  await aborted(signal);
}

async function* all<T>(values: readonly T[], signal: AbortSignal): AsyncGenerator<T> {
  for (const value of values) {
    if (signal.aborted) return;
    yield value;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
