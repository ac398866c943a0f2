/** A recipe: a way of running one model on one kind of GPU, in one or several sizes. */
import type { Engine, StringMap } from '../endpoint.ts';
import type { Precision } from '../precision.ts';

export interface Recipe {
  readonly origin: RecipeOrigin;
  readonly name: string;
  /** Of the recipe object; undefined for the catalog's and generated ones. */
  readonly namespace?: string | undefined;
  readonly model: string;
  /** Catalog key or alias of the GPU. */
  readonly hardware: string;
  readonly precision: Precision;
  readonly engine: Engine;
  readonly configurations: readonly RecipeConfiguration[];
}

/** `cluster`: a recipe object; `catalog`: published by the vendor; `generated`: from arithmetic. */
export type RecipeOrigin = 'cluster' | 'catalog' | 'generated';

export interface RecipeConfiguration {
  readonly gpuCount: number;
  readonly enabled: boolean;
  readonly arguments: readonly string[];
  /** Kubernetes environment entries, verbatim. */
  readonly environment: readonly EnvironmentEntry[];
  readonly requests: StringMap;
  readonly limits: StringMap;
}

interface EnvironmentEntry {
  readonly name: string;
  readonly value?: string | undefined;
  readonly [field: string]: unknown;
}
