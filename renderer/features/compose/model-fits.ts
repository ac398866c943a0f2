import type { FitMatrix, FitMatrixRequest } from '../../../engine/contract/views/fit.ts';
import { type FleetKind, nameOfKind } from '../shared/gpu-fleet.ts';

/** Whether a model runs on the free GPUs of a cluster. */
export interface ModelFit {
  fits: boolean;
  /** Where it fits, or why it does not: one sentence. */
  reason: string;
}

type FreeGpus = FitMatrixRequest['gpus'][number] & { name: string };

/** The groups that a replica could take now: of each kind 1, 2, 4 ... and all that are free on one node. */
export function freeGroups(kinds: readonly FleetKind[]): FreeGpus[] {
  return kinds.flatMap((kind) => {
    const { model: gpu, memoryMiB, mostOnOneNode } = kind;
    if (gpu === null) return [];
    return groupSizes(mostOnOneNode).map((gpuCount) => ({
      gpu,
      gpuCount,
      name: `${nameOfKind(kind)} x${gpuCount}`,
      ...(memoryMiB === null ? {} : { memoryMiB }),
    }));
  });
}

/** What the matrix over those groups says of each model. */
export function modelFits(matrix: FitMatrix, groups: readonly FreeGpus[]): Map<string, ModelFit> {
  return new Map(matrix.models.map((model, row) => [model, fitOf(matrix.rows[row] ?? [], groups)]));
}

function fitOf(cells: FitMatrix['rows'][number], groups: readonly FreeGpus[]): ModelFit {
  const first = cells.findIndex(({ verdict }) => verdict === 'fits');
  if (first >= 0) return { fits: true, reason: `Fits on ${groups[first]?.name}.` };
  // The largest group came nearest; one that an engine refuses says less than one that lacks memory.
  const nearest = cells.findLastIndex(({ verdict }) => verdict === 'does_not_fit');
  const cell = cells[nearest >= 0 ? nearest : cells.length - 1];
  return { fits: false, reason: cell ? cell.reason : 'No GPU is free.' };
}

function groupSizes(most: number): number[] {
  const sizes = [1, 2, 4, 8, 16].filter((size) => size <= most);
  return most > 0 && !sizes.includes(most) ? [...sizes, most] : sizes;
}
