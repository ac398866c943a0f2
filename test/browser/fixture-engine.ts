/**
 * A stand-in for the engine, for pictures and checks of states that a real one reaches rarely: ten thousand endpoints,
 * a lost cluster, a refusal. It is the real web server and the real procedure table over services that say what a test wrote down.
 */
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../../engine/operator/catalog.ts';
import { startWebServer } from '../../host/web/server.ts';
import { scenes } from './fixture-scenes.ts';
import { type Asked, fixtureServices } from './fixture-services.ts';

const token = 'fixture-token-0123456789abcdef';
const catalogFolder = new URL('../../resources/catalog/', import.meta.url);
const silentLog = { debug() {}, info() {}, warn() {}, error() {} };

export interface FixtureEngine extends AsyncDisposable, Asked {
  url: string;
  /** The address of a page, with the token. */
  page(path: string): string;
}

/** Starts the web server on a free port with the services of one scene. */
export async function startFixtureEngine(name: keyof typeof scenes): Promise<FixtureEngine> {
  const asked: Asked = { applied: [], removed: [], clusters: [], attached: [], created: [] };
  const pages = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
  const services = fixtureServices(scenes[name], { asked, catalog: await loadCatalog(catalogFolder) });
  const server = await startWebServer({ services, port: 0, token, pages, log: silentLog as never });
  return {
    ...asked,
    url: server.url,
    page: (path) => `${server.url}${path}#token=${token}`,
    [Symbol.asyncDispose]: () => server.close(),
  };
}
