import type { Cluster } from '../../../clusters/cluster.ts';
import type { ClusterProvider, Progress, ProvideRequest } from '../../../clusters/provider.ts';
import type { Problem } from '../../contract/errors.ts';
import type { CheckRecordView } from '../../contract/views/check-record.ts';
import type { KindPresetView, ToolView } from '../../contract/views/kind.ts';

/** The kind provider, as flows use it (clusters/kind/kind-provider.ts). */
export interface KindClusters extends Pick<ClusterProvider, 'create' | 'destroy' | 'open'> {
  loadImages(name: string, images: readonly string[], request?: ProvideRequest): Promise<void>;
  exportLogs(name: string, folder: string, request?: ProvideRequest): Promise<void>;
}

/** A configuration after reading and validating it; `Facts` stay the host's own. */
export interface ReadConfig {
  /** As kind will get it: with the name, and the image for nodes that name none. */
  yaml: string;
  problems: readonly Problem[];
}

export interface KindRequest {
  name: string;
  /** YAML; absent: that of the preset, or of one node. */
  config?: string | undefined;
  preset?: string | undefined;
  /** For nodes that name none. */
  image?: string | undefined;
}

/** The port to kind on this machine; the host implements it with clusters/kind. */
export interface KindHost<Facts = unknown> {
  presets: readonly KindPresetView[];
  /** Pure. */
  read(request: KindRequest): ReadConfig;
  /** What of a request `gatherFacts` depends on: while it stays the same, what was found a moment ago is used again. */
  factsKey(request: KindRequest): string;
  /** Looks at this machine: engine, tools, memory, room, and what the request names of it. Takes some hundred milliseconds. */
  gatherFacts(request: KindRequest, signal: AbortSignal): Promise<Facts>;
  /** Pure: what the facts say of the configuration. */
  judge(request: KindRequest, facts: Facts): readonly CheckRecordView[];
  provider: KindClusters;
  /** Sets capacity and labels of nodes that only play to have GPUs; says how many there are. */
  keepFleet(cluster: Cluster, options: { signal: AbortSignal }): Promise<number>;
  tools(): Promise<ToolView[]>;
  /** Why it cannot be used as that program, as a sentence; null when it can. */
  toolProblem(tool: ToolView['name'], path: string): Promise<string | null>;
  /** Rejects with a sentence, and leaves nothing then. */
  downloadTool(tool: ToolView['name'], options: { onProgress: (progress: Progress) => void; signal: AbortSignal }): Promise<void>;
}
