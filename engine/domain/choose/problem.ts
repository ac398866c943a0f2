/** Why no recipe was chosen, and what to do about it. */
import { type Catalog, findModel } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import { gpuKinds, unlabelledNodes } from '../fleet/gpu-kinds.ts';
import type { GpuNode } from '../fleet/gpu-node.ts';
import type { JudgedOption } from './option.ts';

export interface ChoiceProblem {
  readonly reason: 'NoRecipeFits' | 'RecipeAmbiguous' | 'RecipeNotFound' | 'ModelUnknown' | 'NoGpuAskedFor';
  readonly message: string;
}

interface ProblemFacts {
  readonly endpoint: Endpoint;
  readonly catalog: Catalog;
  readonly nodes: readonly GpuNode[];
}

/** `options`: all that were judged, none of them chosen; `tied`: those that were equally good. */
export function choiceProblem(
  request: ProblemFacts,
  { options, tied }: { options: readonly JudgedOption[]; tied: readonly JudgedOption[] },
): ChoiceProblem {
  const { endpoint, catalog, nodes } = request;
  const model = endpoint.component.model.id;
  const { named } = endpoint.recipe;
  if (endpoint.recipe.gpuCount === 0) {
    return {
      reason: 'NoGpuAskedFor',
      message: 'The endpoint asks for 0 GPUs, and models are not run on CPUs alone. Ask for 1 or more, or leave the number out.',
    };
  }
  if (tied.length > 0) {
    const names = tied.map((option) => option.recipe.name).join(', ');
    return {
      reason: 'RecipeAmbiguous',
      message: `These recipes are equally good for ${model}: ${names}. Name one in the endpoint, or remove the others.`,
    };
  }
  if (named && options.length === 0) {
    return {
      reason: 'RecipeNotFound',
      message: `There is no usable recipe ${named.namespace}/${named.name}. Create it, or let one be selected.`,
    };
  }
  if (!findModel(catalog, model) && options.every((option) => option.recipe.origin === 'generated')) {
    const message = `The catalog does not know ${model}, so no recipe can be computed. Create a recipe for it in namespace ${endpoint.key.namespace}, or set the GPU count.`;
    return { reason: 'ModelUnknown', message };
  }
  return { reason: 'NoRecipeFits', message: noneFits(endpoint, options, nodes) };
}

function noneFits(endpoint: Endpoint, options: readonly JudgedOption[], nodes: readonly GpuNode[]): string {
  const unlabelled = unlabelledNodes(nodes).map((node) => `${node.name} (${node.total} ${node.resourceName})`);
  const unnamed = unlabelled.length > 0 ? ` The labels of these nodes do not say which GPU they have: ${unlabelled.join(', ')}.` : '';
  const hint = unnamed + otherVendors(endpoint, options, nodes);
  if (options.length === 0) {
    const vendors = endpoint.component.placement.vendors.join(' or ').toUpperCase();
    return `No schedulable node has a known ${vendors} GPU, and no recipe names another.${hint} Add such a node, or create a recipe for the GPUs that are here.`;
  }
  const nearest = nearestRefusal(options);
  if (!nearest) return `${endpoint.component.model.id} cannot be run here.${hint}`;
  const others = options.length === 1 ? '' : `, nor in any of ${options.length - 1} other ways`;
  const change = nearest.change ? ` ${nearest.change}` : '';
  return `${endpoint.component.model.id} cannot run as ${way(nearest)}${others}: ${nearest.reason}${change}${hint}`;
}

/** GPUs that are here, of vendors that the endpoint does not mean unless it says so. */
function otherVendors({ component: { placement } }: Endpoint, options: readonly JudgedOption[], nodes: readonly GpuNode[]): string {
  if (placement.gpuKind !== undefined || options.some(({ kind }) => kind)) return '';
  const others = gpuKinds(nodes).filter(({ gpu }) => !placement.vendors.some((vendor) => vendor === gpu.vendor));
  if (others.length === 0) return '';
  return ` It is meant for ${placement.vendors.join(' or ').toUpperCase()} GPUs unless it names another: name one of ${others.map(({ key }) => key).join(', ')} to use what is here.`;
}

/** `MI300X x8 bf16 vllm (recipe my-recipe)`. */
function way({ recipe, configuration }: JudgedOption): string {
  return `${recipe.hardware} x${configuration.gpuCount} ${recipe.precision} ${recipe.engine} (recipe ${recipe.name})`;
}

/** The refusal that people most likely meant: what was asked for before the rest, their own recipe before others, then what lacks least. */
function nearestRefusal(options: readonly JudgedOption[]): JudgedOption | undefined {
  const asked = options.filter((option) => option.askedFor);
  const own = asked.filter((option) => option.recipe.origin === 'cluster');
  const candidates = own.length > 0 ? own : asked;
  return leastShort(candidates) ?? candidates.find((option) => option.sizing) ?? candidates[0] ?? options[0];
}

/** Of those that were sized and do not fit, the one that lacks the fewest bytes on each GPU. */
function leastShort(options: readonly JudgedOption[]): JudgedOption | undefined {
  const sized = options.filter(({ verdict, sizing }) => verdict === 'does_not_fit' && sizing?.budget);
  return sized.reduce<JudgedOption | undefined>((best, option) => (best && freeOf(best) >= freeOf(option) ? best : option), undefined);
}

function freeOf({ sizing }: JudgedOption): number {
  return sizing?.budget?.free ?? Number.NEGATIVE_INFINITY;
}
