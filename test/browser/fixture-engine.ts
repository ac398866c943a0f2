/**
 * A stand-in for the engine, for pictures and checks of states that a real one reaches rarely: ten thousand endpoints,
 * a lost cluster, a refusal. It is the real web server and the real procedure table over services that say what a test wrote down.
 */
import { fileURLToPath } from 'node:url';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { Services } from '../../engine/contract/services.ts';
import { startWebServer } from '../../host/web/server.ts';
import { type Scene, scenes } from './fixture-scenes.ts';

const token = 'fixture-token-0123456789abcdef';
const silentLog = { debug() {}, info() {}, warn() {}, error() {} };

export interface FixtureEngine extends AsyncDisposable {
  url: string;
  /** The address of a page, with the token. */
  page(path: string): string;
  /** Applied manifests, in order. */
  applied: string[];
  removed: string[];
}

/** Starts the web server on a free port with the services of one scene. */
export async function startFixtureEngine(name: keyof typeof scenes): Promise<FixtureEngine> {
  const record = { applied: [] as string[], removed: [] as string[] };
  const pages = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
  const server = await startWebServer({ services: servicesOf(scenes[name], record), port: 0, token, pages, log: silentLog as never });
  return {
    ...record,
    url: server.url,
    page: (path) => `${server.url}${path}#token=${token}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function servicesOf(scene: Scene, record: { applied: string[]; removed: string[] }): Services {
  return {
    workbench: { status: async () => scene.status, watchStatus: (signal) => once(scene, scene.status, signal) },
    endpoints: {
      list: async () => scene.endpoints,
      get: async () => scene.detail,
      watchList: (signal) => once(scene, scene.endpoints, signal),
      watchOne: (key, signal) => once(scene, detailOf(scene, key.name), signal),
      remove: async (key) => void record.removed.push(key.name),
    },
    manifests: {
      check: async (yaml) => scene.check(yaml),
      async apply(yaml) {
        record.applied.push(yaml);
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
    hardware: { nodes: async () => scene.nodes, watchNodes: (signal) => once(scene, scene.nodes, signal) },
    catalog: { models: async () => scene.models },
    logs: { follow: (_target, signal) => all(scene.log, signal) },
    sandbox: { addNode: async ({ name }) => ({ name: name ?? 'node' }), removeNode: async () => {} },
    chat: { complete: (_request, signal) => all(scene.answer, signal) },
  };
}

function detailOf(scene: Scene, name: string): Scene['detail'] {
  if (scene.detail.endpoint?.key.name === name) return scene.detail;
  const endpoint = scene.endpoints.endpoints.find(({ key }) => key.name === name) ?? null;
  return {
    ...scene.detail,
    endpoint,
    steps: endpoint?.state === 'progressing' ? scene.running : [],
    pods: [],
    events: [],
    refused: [],
    conditions: [],
  };
}

/** One value, then silence until the reader leaves; or what the scene has instead of values. */
async function* once<T>(scene: Scene, value: T, signal: AbortSignal): AsyncGenerator<T> {
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
