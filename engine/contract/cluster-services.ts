/** What is asked of one cluster, whichever it is: one interface a noun. */
import type { ClusterDevices } from './views/device.ts';
import type { EndpointDetailView, EndpointListView } from './views/endpoint.ts';
import type { NodeView } from './views/node.ts';
import type { ExecDraft, ExecEvent, ExecInput } from './views/pod.ts';
import type { ObjectRef } from './views/state.ts';
import type {
  AppliedView,
  ApplyRecordView,
  ChatEvent,
  ChatMessage,
  CheckView,
  EndpointDraft,
  LogLine,
  SandboxNodeDraft,
} from './views/workbench.ts';

export interface ClusterServices {
  endpoints: EndpointService;
  manifests: ManifestService;
  hardware: HardwareService;
  logs: LogService;
  chat: ChatService;
  pods: PodService;
  sandbox: SandboxService;
}

export interface EndpointService {
  /** The whole list now, and again after each change (at most every 50 ms). */
  watchList(signal: AbortSignal): AsyncIterable<EndpointListView>;
  watchOne(key: ObjectRef, signal: AbortSignal): AsyncIterable<EndpointDetailView>;
  list(): Promise<EndpointListView>;
  get(key: ObjectRef): Promise<EndpointDetailView>;
  /** Rejects with `not_found` when there is none. */
  remove(key: ObjectRef): Promise<void>;
}

export interface ManifestService {
  /** Nothing is written: schema, semantics and a server-side dry run. */
  check(yaml: string): Promise<CheckView>;
  /** All documents or, when one does not pass the dry run, none. Rejects with `invalid_input` and problems by field and line. */
  apply(yaml: string, options?: { dryRun?: boolean }): Promise<AppliedView[]>;
  /** The AIMEndpoint that a draft describes. */
  render(draft: EndpointDraft): Promise<string>;
  /** What was applied through Slipway, latest first. */
  history(limit: number): Promise<ApplyRecordView[]>;
}

export interface HardwareService {
  nodes(): Promise<NodeView[]>;
  /** One device for each GPU that a pod can ask for, and for each that is there without a plugin. */
  devices(): Promise<ClusterDevices>;
  watchNodes(signal: AbortSignal): AsyncIterable<NodeView[]>;
}

export interface LogService {
  /** Lines of one pod, or of all pods of an endpoint, merged. */
  follow(
    target: { endpoint: ObjectRef; pod?: string | undefined; tailLines?: number | undefined; follow?: boolean | undefined },
    signal: AbortSignal,
  ): AsyncIterable<LogLine>;
}

export interface ChatService {
  /** One streamed completion through the gateway; leaving the loop aborts it there too. */
  complete(
    request: { model: string; messages: ChatMessage[]; maxTokens?: number | undefined; temperature?: number | undefined },
    signal: AbortSignal,
  ): AsyncIterable<ChatEvent>;
}

/** The simulated fleet. Rejects with `not_found` where the cluster is no sandbox. */
export interface SandboxService {
  /** Adds a node and gives its name. Rejects with `invalid_input` for a GPU that the fleet does not know. */
  addNode(draft: SandboxNodeDraft): Promise<{ name: string }>;
  /** Cordons the node, evicts its pods and deletes it. Rejects with `not_found` when there is none. */
  removeNode(name: string): Promise<void>;
}

export interface PodService {
  /** Runs a command in a container; leaving the loop ends it. */
  exec(draft: ExecDraft, signal: AbortSignal): AsyncIterable<ExecEvent>;
  write(input: ExecInput): Promise<void>;
}
