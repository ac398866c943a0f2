/**
 * The port to ways of having a Kubernetes cluster: a sandbox in this process, kind on this machine, a cluster elsewhere.
 * Implementations: `sandbox/sandbox-provider.ts`, `kind/kind-provider.ts`. Every method that takes a signal rejects with the
 * signal's reason when it aborts, and leaves nothing running that was not running before. Whatever cannot be done rejects
 * with `ProviderError`.
 */
import type { CallOptions, Cluster } from './cluster.ts';
import type { OptionDescription, OptionValues } from './provider-options.ts';

export interface ClusterProvider {
  /** `sandbox`, `kind`, `remote`: kept in settings, so it never changes. */
  readonly id: string;
  /** As people read it. */
  readonly label: string;
  readonly capabilities: ProviderCapabilities;
  /** What `create` may be told. */
  readonly createOptions: readonly OptionDescription[];
  /** What `attach` may be told. */
  readonly attachOptions: readonly OptionDescription[];

  /** What is usable here. Looks, and changes nothing. */
  detect(options?: CallOptions): Promise<Detection>;
  /** The clusters that this provider made or was told of. Connects to none of them. */
  list(options?: CallOptions): Promise<KnownCluster[]>;

  /**
   * Makes a cluster and starts it. What an earlier call of the same name left half-made is completed; a cluster that is
   * there already rejects with `AlreadyThere`.
   */
  create(name: string, request?: ProvideRequest): Promise<KnownCluster>;
  /** Remembers a cluster that somebody else made, once it has answered. */
  attach(name: string, request?: ProvideRequest): Promise<KnownCluster>;
  /** One that runs stays as it is. */
  start(name: string, request?: Omit<ProvideRequest, 'options'>): Promise<KnownCluster>;
  /** Nothing of it runs afterwards, and everything in it is kept. One that does not run stays as it is. */
  stop(name: string, options?: CallOptions): Promise<void>;
  /** Stops it, and forgets it with everything in it; one that was attached is only forgotten. One that is not there is no error. */
  destroy(name: string, options?: CallOptions): Promise<void>;

  /** A way into a cluster that runs. Closing it leaves the cluster running. */
  open(name: string, options?: CallOptions): Promise<OpenCluster>;
  /** The file of a cluster's own kubeconfig, without asking the cluster; absent where only opening tells. */
  kubeconfig?(name: string, options?: CallOptions): Promise<string>;
}

/** Methods that a provider cannot do reject with `Unsupported`. */
export interface ProviderCapabilities {
  create: boolean;
  attach: boolean;
  /** Start and stop. */
  pause: boolean;
  /** Whether there can be more than one cluster. */
  several: boolean;
}

/** Whether a provider can be used on this machine. */
export type Detection =
  | { usable: true /** What it found: `Docker 29.1`. */; found: string }
  | { usable: false /** Why not. */; reason: string /** What a person can do. */; nextStep: string };

export interface KnownCluster {
  name: string;
  /** `partial`: a creation that did not end; `create` goes on with it, `destroy` removes it. */
  state: 'running' | 'stopped' | 'partial' | 'unknown';
}

export interface ProvideRequest extends CallOptions {
  options?: OptionValues | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** A step of a long action has begun, or has something to say. */
export interface Progress {
  /** The same for all that is said of one step. */
  step: string;
  message: string;
  /** Between 0 and 1 of the whole, where it is known. */
  fraction?: number | undefined;
}

/** A cluster that answers. */
export interface OpenCluster extends AsyncDisposable {
  cluster: Cluster;
  facts: ClusterFacts;
}

export interface ClusterFacts {
  /** The id of its provider. */
  provider: string;
  /** Whether it only behaves like a cluster. */
  simulated: boolean;
  /** Of Kubernetes, as `/version` says it. */
  version: string;
  /** `https://127.0.0.1:6443` */
  server: string;
  /** For kubectl. Undefined where a kubeconfig of its own is not kept. */
  kubeconfigPath: string | undefined;
}

export type ProviderRefusal =
  | 'Unusable'
  | 'Unsupported'
  | 'NotFound'
  | 'AlreadyThere'
  | 'NotRunning'
  | 'InvalidOptions'
  | 'InvalidName'
  | 'ReadOnly'
  /** It was begun, and did not succeed. */
  | 'Failed';

/** Why a provider does not do what it was asked for, as a sentence for people. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly refusal: ProviderRefusal;
  /** What a person can do about it, as a sentence. Undefined where the message says it. */
  readonly fix: string | undefined;

  constructor(refusal: ProviderRefusal, message: string, { fix, ...options }: { cause?: unknown; fix?: string | undefined } = {}) {
    super(message, options);
    this.refusal = refusal;
    this.fix = fix;
  }
}
