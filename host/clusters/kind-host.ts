import { arch } from 'node:process';
import type { ContainerEngine, Environment } from '../../clusters/containers/engine.ts';
import { keepSimulatedFleet } from '../../clusters/fleet/keep-simulated-fleet.ts';
import { checkKindConfig } from '../../clusters/kind/checks/check-kind-config.ts';
import { gatherMachineFacts } from '../../clusters/kind/checks/gather-machine-facts.ts';
import type { MachineFacts } from '../../clusters/kind/checks/machine-facts.ts';
import { writeKindConfig } from '../../clusters/kind/config/write-kind-config.ts';
import type { KindProvider } from '../../clusters/kind/kind-provider.ts';
import { presets } from '../../clusters/kind/presets/presets.ts';
import { downloadTool } from '../../clusters/kind/tools/download-tool.ts';
import { findTools } from '../../clusters/kind/tools/find-tools.ts';
import type { FoundTools, ToolName } from '../../clusters/kind/tools/tool.ts';
import { offeredTool, readToolsLock } from '../../clusters/kind/tools/tools-lock.ts';
import { ProviderError } from '../../clusters/provider.ts';
import type { ToolView } from '../../engine/contract/views/kind.ts';
import type { KindHost } from '../../engine/services/kind/kind-host.ts';
import { rootFolder } from '../entry-points.ts';
import { readKindRequest } from './kind-request.ts';

export interface KindHostOptions {
  provider: KindProvider;
  /** What the settings name, what is on the PATH, what was downloaded. */
  tools(): Promise<FoundTools>;
  engine(signal?: AbortSignal): Promise<ContainerEngine>;
  settings(): { kindPath?: string | undefined; kubectlPath?: string | undefined };
  managedFolder: string;
  environment: Environment;
  home: string;
  platform: NodeJS.Platform;
}

/** kind on this machine, for the engine. */
export function createKindHost(options: KindHostOptions): KindHost<MachineFacts> {
  const { provider, tools, settings, managedFolder, environment, home, platform } = options;
  // Written out when somebody asks: most commands are not about kind.
  let written: KindHost<null>['presets'] | undefined;
  const search = () => ({ environment, home, platform, settings: settings(), managedFolder });
  return {
    get presets() {
      written ??= presets.map(presetView);
      return written;
    },
    read: (request) => {
      const { yaml, problems } = readKindRequest(request);
      return { yaml, problems };
    },
    // The name is nothing that the machine is asked about: it is compared with those that are there.
    factsKey: (request) => JSON.stringify({ ...readKindRequest(request).config, name: undefined }),
    gatherFacts: (request, signal) => gatherMachineFacts({ ...search(), config: readKindRequest(request).config, signal }),
    judge: (request, facts) => checkKindConfig(readKindRequest(request).config, facts),
    provider,
    keepFleet: async (cluster, { signal }) => (await keepSimulatedFleet(cluster, { signal })).kept.length,
    async tools() {
      const found = await tools();
      return Promise.all(([found.kind, found.kubectl] as const).map((tool) => toolView(tool, platform)));
    },
    async toolProblem(name, path) {
      const chosen = name === 'kind' ? { kindPath: path } : { kubectlPath: path };
      const tool = (await findTools({ ...search(), settings: chosen }))[name];
      if (!tool.found) return tool.message;
      return tool.source === 'settings' ? null : `${path} does not run as ${name}.`;
    },
    async downloadTool(name, { onProgress, signal }) {
      const entry = await offered(name, platform);
      if (!entry) throw notOffered(name, platform);
      await downloadTool(entry, managedFolder, {
        fetch: globalThis.fetch,
        signal,
        onProgress: ({ receivedBytes, totalBytes }) =>
          onProgress({
            step: 'download',
            message: `${megabytes(receivedBytes)}${totalBytes ? ` of ${megabytes(totalBytes)}` : ''} MB of ${entry.name} ${entry.version}`,
            fraction: totalBytes ? receivedBytes / totalBytes : undefined,
          }),
      });
    },
  };
}

function presetView({ id, label, help, needs, config }: (typeof presets)[number]): KindHost<null>['presets'][number] {
  return { id, label, help, needs: [...needs], config: writeKindConfig(config()) };
}

async function toolView(tool: FoundTools[ToolName], platform: NodeJS.Platform): Promise<ToolView> {
  const entry = tool.found ? undefined : await offered(tool.name, platform);
  const download = entry ? { version: entry.version, url: entry.url, sha256: entry.sha256 } : null;
  if (!tool.found) return { name: tool.name, path: null, version: null, from: null, problem: tool.message, fix: tool.fix, download };
  const from = tool.source === 'usual folder' ? 'path' : tool.source;
  return { name: tool.name, path: tool.path, version: tool.version, from, problem: null, fix: null, download };
}

async function offered(name: ToolName, platform: NodeJS.Platform) {
  return offeredTool(name, await readToolsLock(new URL('resources/tools.lock.json', rootFolder)), { platform, architecture: arch });
}

function notOffered(name: ToolName, platform: NodeJS.Platform): ProviderError {
  return new ProviderError('Unsupported', `Slipway has no checked download of ${name} for ${platform} on ${arch}.`, {
    fix: `Install ${name} yourself, and put it on the PATH or name its path in the settings.`,
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
