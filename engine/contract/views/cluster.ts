import { z } from 'zod';
import { freshnessView, wireErrorView } from './state.ts';

export const providerId = z.enum(['sandbox', 'kind', 'remote']);

/** A cluster that this workbench knows: made here, or attached. Nothing is connected before somebody asks for it. */
export const clusterView = z.object({
  name: z.string(),
  provider: providerId,
  /** As its provider sees it; `partial`: its creation did not end. */
  state: z.enum(['running', 'stopped', 'partial', 'unknown']),
  /** Of this workbench to it. */
  connection: z.enum(['none', 'connecting', 'connected', 'failed']),
  /** Why the connection failed. */
  problem: wireErrorView.nullable(),
  /** True where models run on the simulator; null while it is not known. */
  simulated: z.boolean().nullable(),
  /** Null without a connection. */
  freshness: freshnessView.nullable(),
  version: z.string().nullable(),
  server: z.string().nullable(),
  nodes: z.int().nullable(),
  /** The OpenAI-compatible gateway, as it is reached from this machine; null while there is none. */
  gatewayUrl: z.string().nullable(),
  /** A kubeconfig for kubectl, and the context in it. */
  kubeconfig: z.string().nullable(),
  context: z.string().nullable(),
  readOnly: z.boolean(),
  /** The one namespace that is used; null: all. */
  namespace: z.string().nullable(),
  /** What is installed of Slipway in it; null while it is not known. `inProcess`: it needs no installation. */
  installation: z.object({ state: z.enum(['none', 'applying', 'complete', 'in_process']), version: z.string().nullable() }).nullable(),
});
export type ClusterView = z.infer<typeof clusterView>;

/** A way to have a cluster, and whether it can be used on this machine. */
export const providerView = z.object({
  id: providerId,
  label: z.string(),
  usable: z.boolean(),
  /** What was found (`kind 0.33.0, Docker 29.1`), or why it cannot be used. */
  message: z.string(),
  fix: z.string().nullable(),
  capabilities: z.object({ create: z.boolean(), attach: z.boolean(), pause: z.boolean() }),
});
export type ProviderView = z.infer<typeof providerView>;

/** A context of a kubeconfig, read without contacting it. */
export const contextView = z.object({
  name: z.string(),
  current: z.boolean(),
  cluster: z.string(),
  server: z.string().nullable(),
  user: z.string(),
  namespace: z.string(),
  /** The program that is run for credentials once the person consents. */
  program: z.string().nullable(),
  /** The name under which it is attached; null when it is not. */
  attachedAs: z.string().nullable(),
});
export type ContextView = z.infer<typeof contextView>;

export const attachDraft = z.object({
  /** Absent: the context's name. */
  name: z.string().min(1).optional(),
  /** A file; absent: KUBECONFIG, else the usual place. */
  kubeconfig: z.string().min(1).optional(),
  /** Absent: the current one. */
  context: z.string().min(1).optional(),
  readOnly: z.boolean().default(false),
  namespace: z.string().min(1).optional(),
  simulated: z.boolean().default(false),
  /** The credential program that the person has seen and allows, as `contexts` named it. */
  allowProgram: z.string().min(1).optional(),
});
export type AttachDraft = z.input<typeof attachDraft>;
