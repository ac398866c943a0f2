/** What speaks against an option before any arithmetic. */
import { engineWords, groupSize } from '../arguments/engine-words.ts';
import { type Catalog, findGpu } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import { meets } from '../precision.ts';
import type { Option } from './option.ts';
import type { ReasonCode } from './reason-code.ts';

interface Objection {
  readonly code: ReasonCode;
  readonly reason: string;
  readonly change?: string | undefined;
}

/** The endpoint asks for something else. */
export function notAskedFor({ recipe, configuration }: Option, endpoint: Endpoint, catalog: Catalog): Objection | undefined {
  const { gpuCount, precision, engine, named } = endpoint.recipe;
  const { gpuKind } = endpoint.component.placement;
  if (gpuCount !== undefined && configuration.gpuCount !== gpuCount)
    return other(`The endpoint asks for ${gpuCount} GPUs, this takes ${configuration.gpuCount}.`);
  if (precision && !meets(precision, recipe.precision)) return other(`The endpoint asks for ${precision}, this is ${recipe.precision}.`);
  if (engine && recipe.engine !== engine) return other(`The endpoint asks for ${engine}, this is for ${recipe.engine}.`);
  if (gpuKind && !isSameGpu(gpuKind, recipe.hardware, catalog))
    return other(`The endpoint asks for ${gpuKind}, this is for ${recipe.hardware}.`);
  if (!configuration.enabled)
    return { code: 'SizeSwitchedOff', reason: 'The recipe has this size switched off.', change: 'Set enabled: true in the recipe.' };
  const { status } = recipe;
  if ((status !== 'unoptimized' && status !== 'general') || named) return undefined;
  return {
    code: 'UnoptimizedFiltered',
    reason: `Its publisher calls it ${status}, and runs such recipes only where a person chooses them.`,
    change: `Name it as the endpoint's recipe (${recipe.name}) to use it.`,
  };
}

/** The nodes do not have what it takes, or it contradicts itself. */
export function notPossibleHere({ recipe, configuration, kind, arguments: words }: Option): Objection | undefined {
  if (!kind)
    return {
      code: 'RequiredGpuNotInCluster',
      reason: `No schedulable node has a ${recipe.hardware}.`,
      change: `Add a node with ${recipe.hardware}, or use a recipe for the GPUs that are here.`,
    };
  if (configuration.gpuCount > kind.largest) {
    return {
      code: 'NotEnoughGpusOnANode',
      reason: `The largest ${kind.key} node has ${kind.largest} GPUs, not ${configuration.gpuCount}.`,
      change: `Use at most ${kind.largest} GPUs.`,
    };
  }
  const said = engineWords(recipe.engine, words);
  const split = groupSize(said, configuration.gpuCount) * said.pipelineParallel * said.dataParallel;
  if (split === configuration.gpuCount && Number.isInteger(groupSize(said, configuration.gpuCount))) return undefined;
  return {
    code: 'ArgumentsContradict',
    reason: `Its arguments split the model over ${split} GPUs, but it asks for ${configuration.gpuCount}.`,
    change: 'Make both numbers equal in the recipe.',
  };
}

function other(reason: string): Objection {
  return { code: 'OverridesNotMatched', reason };
}

/** By what the names mean, not by how they are spelt: `H100` is `H100-SXM5-80GB`. */
function isSameGpu(left: string, right: string, catalog: Catalog): boolean {
  const key = (name: string) => findGpu(catalog, name)?.key ?? name.toLowerCase();
  return key(left) === key(right);
}
