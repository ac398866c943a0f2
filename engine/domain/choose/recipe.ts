/** A recipe: a way of running one model on one kind of GPU, in one or several sizes. */
import type { Engine, Metric, StringMap } from '../endpoint.ts';
import type { Precision } from '../precision.ts';

export interface Recipe {
  readonly origin: RecipeOrigin;
  readonly name: string;
  /** Of the recipe object; undefined for the catalog's and generated ones. */
  readonly namespace?: string | undefined;
  readonly model: string;
  /** Catalog key or alias of the GPU; of generated ones the kind's key, partitions included. */
  readonly hardware: string;
  readonly precision: Precision;
  readonly engine: Engine;
  /** What it was made for; undefined: latency and throughput alike. */
  readonly metric?: Metric | undefined;
  /** How far its publisher stands behind it; undefined where nobody published it. */
  readonly status?: RecipeStatus | undefined;
  readonly configurations: readonly RecipeConfiguration[];
}

/** `cluster`: a recipe object; `catalog`: published by the vendor; `generated`: from arithmetic. */
export type RecipeOrigin = 'cluster' | 'catalog' | 'generated';

/** AIM's words, best first. What is unoptimized or general is run only where a person names it. */
export type RecipeStatus = 'optimized' | 'preview' | 'unoptimized' | 'general';

export interface RecipeConfiguration {
  readonly gpuCount: number;
  readonly enabled: boolean;
  readonly arguments: readonly string[];
  /** Kubernetes environment entries, verbatim. */
  readonly environment: readonly EnvironmentEntry[];
  readonly requests: StringMap;
  readonly limits: StringMap;
}

export interface EnvironmentEntry {
  readonly name: string;
  readonly value?: string | undefined;
  readonly [field: string]: unknown;
}
