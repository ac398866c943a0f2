import { findContainerEngine } from '../../containers/container-engine.ts';
import type { WantedEngine } from '../../containers/engine.ts';
import { ProviderError } from '../../provider.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import { wantedPorts } from '../config/validate-ports.ts';
import { findProgram, findTools } from '../tools/find-tools.ts';
import type { ToolSearch } from '../tools/tool.ts';
import { clusterNames, presentImages } from './engine-contents.ts';
import { availableMemory, existingPaths, freeDisk, gpuDevices, inotifyLimits, nvidiaTakesMounts } from './host-facts.ts';
import type { EngineState, MachineFacts, PortState } from './machine-facts.ts';
import { namedImages } from './node-image.ts';
import { probePort } from './probe-port.ts';

export interface FactsSearch extends ToolSearch {
  /** What the facts are for: its ports, images and mounts are looked at. */
  config: KindConfig;
  wanted?: WantedEngine | undefined;
}

/** Looks at this machine and changes nothing. What cannot be known is left out. Rejects with the signal's reason alone. */
export async function gatherMachineFacts(search: FactsSearch): Promise<MachineFacts> {
  const { config, platform } = search;
  const [engine, tools, ports, memoryAvailableBytes, inotify, devices, nvidiaVolumeMounts, missingMounts] = await Promise.all([
    engineState(search),
    findTools(search),
    portStates(config),
    availableMemory(platform),
    inotifyLimits(),
    gpuDevices(),
    nvidiaTakesMounts(),
    missingMountsOf(config),
  ]);
  const storage = engine.found ? engine.facts.storageFolder : undefined;
  const diskFreeBytes = storage === undefined ? undefined : await freeDisk(storage);
  search.signal?.throwIfAborted();
  return { platform, engine, tools, ports, memoryAvailableBytes, diskFreeBytes, inotify, devices, nvidiaVolumeMounts, missingMounts };
}

async function engineState(search: FactsSearch): Promise<EngineState> {
  try {
    const engine = await findContainerEngine(search);
    const { client: _, ...facts } = engine;
    const images = namedImages(search.config).map(({ image }) => image);
    const [clusters, present, program] = await Promise.all([
      clusterNames(engine),
      presentImages(engine, images, search.signal),
      findProgram(facts.kind, search),
    ]);
    return { found: true, facts, program, clusters, images: present };
  } catch (error) {
    search.signal?.throwIfAborted();
    const fix = error instanceof ProviderError ? error.fix : 'See whether the engine still runs.';
    return { found: false, message: error instanceof Error ? error.message : String(error), fix };
  }
}

async function portStates(config: KindConfig): Promise<Record<string, PortState>> {
  const wanted = wantedPorts(config);
  const found: Record<string, PortState> = {};
  // One after the other: two probes of the same port would find each other.
  for (const port of wanted) found[port.path] = await probePort(port);
  return found;
}

async function missingMountsOf(config: KindConfig): Promise<string[]> {
  const paths = nodesOf(config).flatMap(({ extraMounts = [] }) => extraMounts.map(({ hostPath }) => hostPath ?? ''));
  const existing = await existingPaths(paths);
  return paths.filter((path) => path !== '' && !existing.has(path));
}
