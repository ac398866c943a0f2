import type { EndpointDraft, RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { recipeLabel } from '../../format/recipe.ts';
import type { TextProblem } from '../shared/text-problems.ts';
import { type NodeId, nodeOf } from './problems.ts';

/** A node of the composer's graph: what it is, and what it says now. */
export interface GraphNode {
  id: NodeId;
  title: string;
  text: string;
  detail: string;
  problems: number;
}

export interface GraphInput {
  draft: EndpointDraft | null;
  options: RecipeOptionView[];
  problems: TextProblem[];
}

/** The three nodes, from the model to the endpoint. */
export function graphNodes({ draft, options, problems }: GraphInput): GraphNode[] {
  const count = (id: NodeId) => problems.filter(({ field }) => nodeOf(field) === id).length;
  return [
    { id: 'model', title: 'Model', text: draft?.modelId || 'No model', detail: 'what is served', problems: count('model') },
    { id: 'recipe', title: 'Recipe', ...recipeText(draft, options), problems: count('recipe') },
    {
      id: 'endpoint',
      title: 'Endpoint',
      text: draft?.name || 'No name',
      detail: draft ? `${draft.namespace}, ${draft.minReplicas} ${draft.minReplicas === 1 ? 'replica' : 'replicas'}` : '',
      problems: count('endpoint'),
    },
  ];
}

function recipeText(draft: EndpointDraft | null, options: RecipeOptionView[]): { text: string; detail: string } {
  if (!draft) return { text: 'Unknown', detail: '' };
  const chosen = options.find(({ verdict }) => verdict === 'chosen');
  if (chosen) return { text: recipeLabel(chosen), detail: draft.recipe.autoSelect ? 'chosen automatically' : 'as asked for' };
  if (draft.recipe.autoSelect) return { text: 'Automatic', detail: options.length > 0 ? 'nothing fits now' : 'chosen by the operator' };
  const { gpu, gpuCount, precision, backend } = draft.recipe;
  return { text: recipeLabel({ gpuModel: gpu ?? null, gpuCount, precision, engine: backend }), detail: 'as asked for' };
}
