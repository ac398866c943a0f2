import type { ResourceKind, Stored } from '../../../clusters/objects.ts';
import type { Problem } from '../../contract/errors.ts';
import type { RecipeChoiceView, RefusalView } from '../../contract/views/endpoint.ts';
import type { ConditionView } from '../../contract/views/state.ts';
import type { EndpointDraft } from '../../contract/views/workbench.ts';
import type { Recipe } from '../../domain/choose/recipe.ts';
import type { Endpoint } from '../../domain/endpoint.ts';

/** What one system's resources are to the services. A further system is one more of these in the list. */
export interface ServedDialect {
  /** `aim` */
  name: string;
  /** The kind that describes an endpoint. */
  endpoints: ResourceKind;
  /** The kind that describes recipes. */
  recipes: ResourceKind;
  /** What the resource's own status says. */
  describe(resource: Stored): Description;
  /** The endpoint that a manifest describes, or what is wrong with it. */
  read(resource: object): Endpoint | Problem[];
  /** Null for a recipe that can run nothing. */
  readRecipe(resource: object): Recipe | null;
  /** The manifest of what the composer's fields hold. */
  write(draft: EndpointDraft): object;
}

export interface Description {
  model: string;
  phase: string;
  message: string;
  recipe: RecipeChoiceView | null;
  replicas: { ready: number; wanted: number };
  conditions: ConditionView[];
  refused: RefusalView[];
}
