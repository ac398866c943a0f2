import { z } from 'zod';
import { problemView } from './state.ts';

/** What a person chooses of an installation; what is absent gets the default for the cluster. */
export const installDraft = z.object({
  namespace: z.string().min(1).optional(),
  /** Where the images are: `registry.example.com/slipway`, tags are added. Absent: built here and loaded (kind). */
  registry: z.string().min(1).optional(),
  /** Single images, with tag or digest. */
  images: z.object({ operator: z.string().optional(), gateway: z.string().optional(), simulator: z.string().optional() }).optional(),
  /** What images are built from; it must have Node 24. */
  imageBase: z.string().min(1).optional(),
  imagePullSecrets: z.array(z.string()).optional(),
  /** `local`: the operator runs on this machine against the cluster. */
  operator: z.enum(['pods', 'local']).optional(),
  replicas: z.object({ operator: z.int().min(1).optional(), gateway: z.int().min(1).optional() }).optional(),
  /** Only this namespace, without anything that needs an administrator. */
  onlyNamespace: z.string().min(1).optional(),
  simulated: z.boolean().optional(),
  certificates: z.enum(['self-managed', 'cert-manager']).optional(),
  webhooks: z.boolean().optional(),
  networkPolicy: z.boolean().optional(),
  prometheus: z.boolean().optional(),
});
export type InstallDraft = z.infer<typeof installDraft>;

export const planItemView = z.object({
  ref: z.object({ apiVersion: z.string(), kind: z.string(), namespace: z.string().nullable(), name: z.string() }),
  action: z.enum(['create', 'change', 'keep', 'leave', 'remove', 'refuse']),
  why: z.string(),
  changes: z.array(z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});
export type PlanItemView = z.infer<typeof planItemView>;

/** What an installation, an upgrade or a removal would do. */
export const installPlanView = z.object({
  cluster: z.string(),
  /** The version to come, and the one that is there; null: none. */
  version: z.string().nullable(),
  from: z.string().nullable(),
  items: z.array(planItemView),
  /** Why it cannot be carried out. */
  problems: z.array(problemView),
  /** What is built here and loaded into the cluster before. */
  imagesToBuild: z.array(z.string()),
  images: z.array(z.string()),
});
export type InstallPlanView = z.infer<typeof installPlanView>;

/** Kinds and models stay unless they are asked for: with a kind, every object of it goes. */
export const removalDraft = z.object({ deleteKinds: z.boolean().default(false), deleteModels: z.boolean().default(false) });
export type RemovalDraft = z.input<typeof removalDraft>;
