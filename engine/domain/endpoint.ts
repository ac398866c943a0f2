/**
 * The one intermediate form of a served model: every dialect is read into it and written from it.
 * It holds what this version acts on; whatever else a dialect says stays in `extensions`, verbatim.
 */
import type { Precision } from './precision.ts';

export interface Endpoint {
  readonly key: { readonly namespace: string; readonly name: string };
  readonly origin: Origin;
  /** Names by which clients ask: the model id first, then aliases. */
  readonly serves: readonly string[];
  /** One for a plain model. */
  readonly component: Component;
  readonly recipe: WantedRecipe;
  readonly scaling: Scaling;
  readonly exposure: Exposure;
  readonly rollout: Rollout;
  /** Labels and annotations to pass on. */
  readonly metadata: { readonly labels: StringMap; readonly annotations: StringMap };
  /** What only this dialect can say, or this version does not act on yet: dotted path to value. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Where an endpoint was read from. */
export interface Origin {
  readonly dialect: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly uid?: string | undefined;
  readonly generation?: number | undefined;
  /** Field of the endpoint (`scaling.minimum`) to the path it was read from (`spec.scaling.minReplicas`). */
  readonly fields: StringMap;
}

interface Component {
  readonly model: { readonly id: string; readonly revision?: string | undefined };
  readonly runtime: Runtime;
  readonly resources: HostResources;
  readonly placement: Placement;
  readonly security: Security;
}

export type Engine = 'vllm' | 'sglang';
export type Vendor = 'amd' | 'nvidia';
/** What a way of running is made for. */
export type Metric = 'latency' | 'throughput';

interface Runtime {
  /** Absent: the image table names one for the recipe's engine and the GPU's vendor. */
  readonly image?: { readonly repository: string; readonly tag?: string | undefined } | undefined;
  readonly pullPolicy?: string | undefined;
  readonly pullSecrets: readonly string[];
  /** Engine arguments on top of the recipe's; the same flag replaces the recipe's. */
  readonly arguments: readonly string[];
  /** Where the model server listens in its pod. */
  readonly port: number;
}

/** Kubernetes quantities as they were written. */
export interface HostResources {
  readonly requests: StringMap;
  readonly limits: StringMap;
}

interface Placement {
  /** Vendors whose GPUs the dialect means when nothing else is said. */
  readonly vendors: readonly Vendor[];
  /** Catalog key or alias that the endpoint insists on. */
  readonly gpuKind?: string | undefined;
}

export interface Security {
  readonly serviceAccount?: { readonly create: boolean; readonly name: string } | undefined;
  readonly pod?: Readonly<Record<string, unknown>> | undefined;
}

/** What the endpoint asks of a recipe; what it leaves out is chosen. */
export interface WantedRecipe {
  readonly automatic: boolean;
  /** A recipe object by name. */
  readonly named?: { readonly namespace: string; readonly name: string } | undefined;
  readonly gpuCount?: number | undefined;
  readonly precision?: Precision | undefined;
  readonly engine?: Engine | undefined;
  /** What recipes are preferred for; absent: latency. */
  readonly metric?: Metric | undefined;
}

export interface Scaling {
  readonly minimum: number;
  /** Absent: nothing bounds a manual scale. */
  readonly maximum?: number | undefined;
}

interface Exposure {
  readonly service: {
    readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
    readonly port: number;
    readonly annotations: StringMap;
    readonly loadBalancerIP?: string | undefined;
  };
}

/** How pods of one version are replaced; steps and analysis come with rollouts. */
export interface Rollout {
  readonly strategy?: 'RollingUpdate' | 'Recreate' | undefined;
  readonly maxSurge?: number | string | undefined;
  readonly maxUnavailable?: number | string | undefined;
}

export type StringMap = Readonly<Record<string, string>>;

/** What became of one field on its way into a target. */
export interface Loss {
  readonly field: string;
  readonly outcome: 'kept' | 'renamed' | 'converted' | 'dropped' | 'refused';
  readonly reason: string;
}
