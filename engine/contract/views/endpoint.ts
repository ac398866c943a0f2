import { z } from 'zod';
import { conditionView, freshnessView, objectRef, stateWord } from './state.ts';

/** How a model is run: `MI300X x4 bf16 vLLM` on a row. */
export const recipeChoiceView = z.object({
  name: z.string(),
  gpuModel: z.string().nullable(),
  gpuCount: z.int().nullable(),
  precision: z.string().nullable(),
  engine: z.string().nullable(),
});
export type RecipeChoiceView = z.infer<typeof recipeChoiceView>;

/** One line of a reason list: an option that was not taken, and what would change that. */
export const refusalView = z.object({
  option: z.string(),
  verdict: z.enum(['does_not_fit', 'incompatible', 'unknown', 'lower_preference']),
  /** The verdict in one word, as AIM's operator has it: `LowerPreferenceRank`, `UnoptimizedFiltered` ... */
  code: z.string().optional(),
  reason: z.string(),
  change: z.string().nullable(),
});
export type RefusalView = z.infer<typeof refusalView>;

/** A row of the endpoints list. */
export const endpointView = z.object({
  key: objectRef,
  uid: z.string(),
  /** `aim`, later `kserve` ... */
  dialect: z.string(),
  apiVersion: z.string(),
  kind: z.string(),
  model: z.string(),
  state: stateWord,
  /** The resource's own phase word. */
  phase: z.string(),
  /** One sentence: why it is in this state. */
  message: z.string(),
  recipe: recipeChoiceView.nullable(),
  replicas: z.object({ ready: z.int(), wanted: z.int() }),
  /** Names under which the gateway serves it; empty until routed. */
  servedAs: z.array(z.string()),
  deleting: z.boolean(),
  /** RFC 3339. */
  createdAt: z.string(),
});
export type EndpointView = z.infer<typeof endpointView>;

export const endpointListView = z.object({ freshness: freshnessView, endpoints: z.array(endpointView) });
export type EndpointListView = z.infer<typeof endpointListView>;

export const podView = z.object({
  name: z.string(),
  state: stateWord,
  /** As kubectl's STATUS column says: Running, Pending, CrashLoopBackOff ... */
  status: z.string(),
  message: z.string().nullable(),
  ready: z.string(),
  restarts: z.int(),
  node: z.string().nullable(),
  gpus: z.string().nullable(),
  containers: z.array(z.string()),
  createdAt: z.string(),
});
export type PodView = z.infer<typeof podView>;

export const eventView = z.object({
  uid: z.string(),
  type: z.enum(['Normal', 'Warning']),
  reason: z.string(),
  message: z.string(),
  /** `Pod/qwen-7b-demo-5c...` */
  about: z.string(),
  count: z.int(),
  lastSeen: z.string(),
});
export type EventView = z.infer<typeof eventView>;

/** One step of a deployment, in order. */
export const stepView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Why it waits, or why it failed, and what to do. */
  message: z.string().nullable(),
  /** Milliseconds since the epoch. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type StepView = z.infer<typeof stepView>;

/** An endpoint's page. */
export const endpointDetailView = z.object({
  freshness: freshnessView,
  /** Null once it is gone. */
  endpoint: endpointView.nullable(),
  conditions: z.array(conditionView),
  refused: z.array(refusalView),
  steps: z.array(stepView),
  pods: z.array(podView),
  events: z.array(eventView),
  /** The live resource as YAML, without managedFields. */
  yaml: z.string(),
});
export type EndpointDetailView = z.infer<typeof endpointDetailView>;
