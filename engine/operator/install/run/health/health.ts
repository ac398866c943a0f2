/** The words of an installation's health: what was looked at, and what it means. Plain data. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Lease } from 'kubernetes-types/coordination/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import type { InstallOptions } from '../../options.ts';

/** What a program said when it was asked something, through the API server. */
export type ProbeAnswer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

export interface HealthFacts {
  readonly options: InstallOptions;
  /** In the namespace of our parts. */
  readonly deployments: readonly Stored<Deployment>[];
  /** In the namespace of our parts. */
  readonly pods: readonly Stored<Pod>[];
  readonly lease: Stored<Lease> | undefined;
  /** Names of those definitions of ours that are not served. */
  readonly unservedKinds: readonly string[];
  /** By pod: the last lines that a container said before it ended. */
  readonly lastLines: ReadonlyMap<string, readonly string[]>;
  /** Null where it was not asked: its pods are not up yet. */
  readonly gateway: ProbeAnswer | null;
  readonly webhook: ProbeAnswer | null;
}

export type HealthPart = 'kinds' | 'operator' | 'gateway' | 'leader' | 'answers' | 'webhook';

export interface HealthCheck {
  readonly part: HealthPart;
  readonly healthy: boolean;
  /** A sentence: how it is, or what it waits for. */
  readonly message: string;
}

export interface Health {
  readonly healthy: boolean;
  readonly checks: readonly HealthCheck[];
  /** What waiting does not heal. */
  readonly failures: readonly HealthFailure[];
}

export interface HealthFailure {
  readonly message: string;
  readonly fix: string;
}
