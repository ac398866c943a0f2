import type { CheckRecord } from '../../check-record.ts';

/** What one look at a cluster found. What could not be asked is told in `records`, and counts as nothing. */
export interface ClusterCheck {
  /** Milliseconds until it answered; null when it did not, and then all else is empty. */
  reach: CheckRecord & { latencyMs: number | null };
  /** Of Kubernetes, as the server says it: `v1.36.3`. */
  version: string | null;
  /** Whether the asking user may do what installing Slipway takes. */
  rights: Right[];
  gpus: GpuKind[];
  installed: InstalledProject[];
  /** All else that is worth saying, in the order of asking. */
  records: CheckRecord[];
}

export interface Right {
  /** `install custom resource definitions` */
  what: string;
  verb: string;
  group: string;
  resource: string;
  /** Absent: in the whole cluster. */
  namespace?: string | undefined;
  allowed: boolean;
  /** The rule that would grant it, as YAML on one line. */
  rule: string;
}

/** GPUs of one model under one name. */
export interface GpuKind {
  /** What pods ask for: `amd.com/gpu`. */
  resourceName: string;
  /** As the vendor's labels say it; null where none do. */
  model: string | null;
  /** How many nodes have some. */
  nodes: number;
  /** How many can be used. */
  total: number;
}

export type Project =
  | 'KServe'
  | 'Kthena'
  | 'AIM Engine'
  | 'Istio'
  | 'Gateway API'
  | 'Prometheus'
  | 'cert-manager'
  | 'Argo CD'
  | 'Flux'
  | 'Slipway';

export interface InstalledProject {
  project: Project;
  /** Null where nothing that may be read says it. */
  version: string | null;
  /** By what it was recognised: `Deployment kserve/kserve-controller-manager (kserve/kserve-controller:v0.20.0)`. */
  evidence: string;
}
