import { z } from 'zod';
import { clusterView } from './cluster.ts';
import { problemView } from './state.ts';

/** What this host can do; the UI asks this, never which host it is. */
export const capabilities = z.object({
  createSandbox: z.boolean(),
  createKind: z.boolean(),
  attachRemote: z.boolean(),
  /** Open a link in the system's browser through the host. */
  openExternal: z.boolean(),
});
export type Capabilities = z.infer<typeof capabilities>;

/** `slipway status --json` and the start page. */
export const statusView = z.object({
  version: z.string(),
  /** The web UI, without the token; null where there is none. */
  url: z.string().nullable(),
  gatewayUrl: z.string().nullable(),
  /** Path of the sandbox's kubeconfig. */
  kubeconfig: z.string().nullable(),
  dataDirectory: z.string(),
  pid: z.int(),
  startedAt: z.number(),
  clusters: z.array(clusterView),
  capabilities,
});
export type StatusView = z.infer<typeof statusView>;

/** A catalog model that the composer offers. */
export const modelView = z.object({
  id: z.string(),
  parameters: z.number().nullable(),
  contextLength: z.int().nullable(),
  source: z.string(),
});
export type ModelView = z.infer<typeof modelView>;

/** What the composer's fields hold. */
export const endpointDraft = z.object({
  name: z.string(),
  namespace: z.string(),
  modelId: z.string(),
  recipe: z.object({
    autoSelect: z.boolean(),
    gpuCount: z.int().nullable(),
    precision: z.string().nullable(),
    backend: z.string().nullable(),
    /** GPU kind that the endpoint insists on, such as `H100`; without it the dialect's own GPUs are meant. */
    gpu: z.string().nullish(),
  }),
  minReplicas: z.int(),
  serviceType: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']),
  port: z.int(),
});
export type EndpointDraft = z.infer<typeof endpointDraft>;

/** A recipe that could run the draft's model on this cluster, or why it cannot. */
export const recipeOptionView = z.object({
  name: z.string(),
  /** `cluster` (an AIMRecipe object), `catalog` (published), `generated` (from arithmetic). */
  origin: z.enum(['cluster', 'catalog', 'generated']),
  gpuModel: z.string(),
  gpuCount: z.int(),
  precision: z.string(),
  engine: z.string(),
  verdict: z.enum(['chosen', 'fits', 'does_not_fit', 'incompatible', 'unknown']),
  /** The verdict in one word, as AIM's operator has it: `BestMatch`, `LowerPreferenceRank`, `UnoptimizedFiltered` ... */
  code: z.string(),
  reason: z.string(),
  change: z.string().nullable(),
  /** Bytes per GPU: null where the sizing could not be made. */
  perGpu: z
    .object({
      weightsBytes: z.number(),
      kvBytes: z.number(),
      activationBytes: z.number(),
      otherBytes: z.number(),
      freeBytes: z.number(),
      totalBytes: z.number(),
    })
    .nullable(),
});
export type RecipeOptionView = z.infer<typeof recipeOptionView>;

/** What the server and the arithmetic say of a manifest that is not applied yet. */
export const checkView = z.object({
  problems: z.array(problemView),
  warnings: z.array(z.string()),
  options: z.array(recipeOptionView),
});
export type CheckView = z.infer<typeof checkView>;

export const appliedView = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  outcome: z.enum(['created', 'configured', 'unchanged']),
});
export type AppliedView = z.infer<typeof appliedView>;

/** One apply through Slipway, as the store remembers it. */
export const applyRecordView = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  cluster: z.string(),
  objects: z.array(appliedView),
  yaml: z.string(),
});
export type ApplyRecordView = z.infer<typeof applyRecordView>;

/** A simulated node to add; without a name the fleet gives one. */
export const sandboxNodeDraft = z.object({
  /** Catalog key such as `MI325X`. */
  gpu: z.string().min(1),
  count: z.int().min(1).max(64),
  name: z.string().min(1).optional(),
});
export type SandboxNodeDraft = z.infer<typeof sandboxNodeDraft>;

export const logLine = z.object({ pod: z.string(), container: z.string(), text: z.string() });
export type LogLine = z.infer<typeof logLine>;

export const chatMessage = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
export type ChatMessage = z.infer<typeof chatMessage>;

/** What a streamed answer consists of. */
export const chatEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('delta'), text: z.string() }),
  z.object({
    type: z.literal('done'),
    finishReason: z.string().nullable(),
    promptTokens: z.int().nullable(),
    completionTokens: z.int().nullable(),
    /** Milliseconds until the first text arrived. */
    ttftMs: z.number().nullable(),
    /** Over the time after the first token. */
    tokensPerSecond: z.number().nullable(),
    backend: z.string().nullable(),
  }),
]);
export type ChatEvent = z.infer<typeof chatEvent>;
