/** What UI and CLI may ask of the engine: one interface a noun. `engine/services` implements them, `rpc/router.ts` carries them. */
import type { ClusterServices } from './cluster-services.ts';
import type { AttachDraft, ClusterView, ContextView, ProviderView } from './views/cluster.ts';
import type { ClusterCheckView } from './views/cluster-check.ts';
import type { MachineView } from './views/device.ts';
import type { FitAnswer, FitGpu, FitMatrix, FitMatrixRequest, FitRequest } from './views/fit.ts';
import type { FlowLogLine, FlowView } from './views/flow.ts';
import type { InstallDraft, InstallPlanView, RemovalDraft } from './views/installation.ts';
import type { KindCheckView, KindDraft, KindPresetView, ToolView } from './views/kind.ts';
import type { ForwardDraft, ForwardView } from './views/pod.ts';
import type { ModelView, StatusView } from './views/workbench.ts';

export interface Services {
  workbench: WorkbenchService;
  catalog: CatalogService;
  fit: FitService;
  machine: MachineService;
  clusters: ClusterService;
  kind: KindService;
  installations: InstallationService;
  flows: FlowService;
  forwards: ForwardService;
  /**
   * The services of one cluster, which is connected now if it was not; absent: the sandbox. Rejects with `not_found` for a
   * cluster that is not known, and with why it cannot be reached.
   */
  on(cluster: string | undefined, signal?: AbortSignal): Promise<ClusterServices>;
}

/** The clusters that the workbench knows. Long actions give the id of a flow. */
export interface ClusterService {
  /** Connects to none of them. */
  list(): Promise<ClusterView[]>;
  watchList(signal: AbortSignal): AsyncIterable<ClusterView[]>;
  providers(): Promise<ProviderView[]>;
  /** Of a kubeconfig (absent: KUBECONFIG, else the usual place), without contacting any. */
  contexts(kubeconfig?: string): Promise<ContextView[]>;
  /** Connects, and gives the cluster as it is then; one that cannot be reached rejects with why. */
  connect(name: string): Promise<ClusterView>;
  /** Remembers a cluster that answers. Rejects with `already_exists` for a name that is taken. */
  attach(draft: AttachDraft): Promise<ClusterView>;
  check(name: string): Promise<ClusterCheckView>;
  /** Of a context that is not attached. */
  checkContext(draft: AttachDraft): Promise<ClusterCheckView>;
  kubeconfig(name: string): Promise<{ path: string; context: string | null; yaml: string }>;
  pause(name: string): Promise<{ flow: string }>;
  resume(name: string): Promise<{ flow: string }>;
  /** Deletes what was made here, with everything in it; what was attached is only forgotten. */
  remove(name: string): Promise<{ flow: string }>;
}

export interface KindService {
  presets(): Promise<KindPresetView[]>;
  /** Looks at the draft and at this machine; cheap enough for every keystroke. */
  check(draft: KindDraft): Promise<KindCheckView>;
  create(draft: KindDraft): Promise<{ flow: string }>;
  loadImage(cluster: string, image: string): Promise<{ flow: string }>;
  exportLogs(cluster: string, folder: string): Promise<{ flow: string }>;
  tools(): Promise<ToolView[]>;
  /** An empty path goes back to looking for it. Rejects with `invalid_input` for what is not that program. */
  setToolPath(tool: ToolView['name'], path: string): Promise<ToolView>;
  downloadTool(tool: ToolView['name']): Promise<{ flow: string }>;
}

export interface InstallationService {
  plan(cluster: string, draft: InstallDraft): Promise<InstallPlanView>;
  /** What would be applied, as YAML; the cluster is not asked. */
  manifests(cluster: string, draft: InstallDraft): Promise<string>;
  /** Installs, or upgrades what is there. */
  install(cluster: string, draft: InstallDraft): Promise<{ flow: string }>;
  planRemoval(cluster: string, draft: RemovalDraft): Promise<InstallPlanView>;
  uninstall(cluster: string, draft: RemovalDraft): Promise<{ flow: string }>;
}

/** Long actions. Rejects with `not_found` for an id that is not known. */
export interface FlowService {
  /** Latest first. */
  list(): Promise<FlowView[]>;
  watchList(signal: AbortSignal): AsyncIterable<FlowView[]>;
  /** Ends once the flow has ended. */
  watchOne(id: string, signal: AbortSignal): AsyncIterable<FlowView>;
  /** What it has said from its beginning on, until it ends. */
  log(id: string, signal: AbortSignal): AsyncIterable<FlowLogLine>;
  /** Ends it and removes what it made; gives what it is then. */
  cancel(id: string): Promise<FlowView>;
  /** Goes on with one that was interrupted or failed. */
  resume(id: string): Promise<FlowView>;
  /** Removes what one that was interrupted or failed has left. */
  cleanUp(id: string): Promise<FlowView>;
  /** Forgets one that has ended. */
  dismiss(id: string): Promise<void>;
}

/** Ports of this machine that lead into clusters; they end with this process. */
export interface ForwardService {
  list(): Promise<ForwardView[]>;
  open(cluster: string | undefined, draft: ForwardDraft): Promise<ForwardView>;
  close(id: string): Promise<void>;
}

export interface CatalogService {
  models(): Promise<ModelView[]>;
}

/** The hardware of this machine. */
export interface MachineService {
  /** What was found last, or with `refresh` now. Rejects for no failed probe: those are problems in the answer. */
  thisMachine(options?: { refresh?: boolean | undefined }): Promise<MachineView>;
}

/** Arithmetic before anything is deployed: does a model run on a GPU, and how. No cluster is asked. */
export interface FitService {
  /** Rejects with `invalid_input` for a model or GPU that the catalog does not know, naming the nearest. */
  judge(request: FitRequest): Promise<FitAnswer>;
  /** Models x GPUs, fast enough to be asked while a slider moves. */
  matrix(request: FitMatrixRequest): Promise<FitMatrix>;
  /** The GPU kinds of the catalog. */
  gpus(): Promise<FitGpu[]>;
}

export interface WorkbenchService {
  status(): Promise<StatusView>;
  /** The status now and after every change of a cluster's freshness. */
  watchStatus(signal: AbortSignal): AsyncIterable<StatusView>;
}
