import { z } from 'zod';
import { checkRecordView } from './check-record.ts';
import { problemView } from './state.ts';

/** A starting point for a kind cluster. */
export const kindPresetView = z.object({
  id: z.string(),
  label: z.string(),
  help: z.string(),
  /** What the machine must have. */
  needs: z.array(z.string()),
  /** The configuration, as YAML. */
  config: z.string(),
});
export type KindPresetView = z.infer<typeof kindPresetView>;

/** What a kind cluster is made from; with a configuration, the preset is only where it came from. */
export const kindDraft = z.object({
  name: z.string(),
  preset: z.string().optional(),
  /** YAML of kind.x-k8s.io/v1alpha4. */
  config: z.string().max(200_000).optional(),
  /** For nodes that name none. */
  image: z.string().optional(),
});
export type KindDraft = z.infer<typeof kindDraft>;

/** What is known of a draft while it is typed. */
export const kindCheckView = z.object({
  /** The configuration as kind will get it. */
  config: z.string(),
  problems: z.array(problemView),
  records: z.array(checkRecordView),
});
export type KindCheckView = z.infer<typeof kindCheckView>;

/** A program that kind clusters need: where it is, or how it can be had. */
export const toolView = z.object({
  name: z.enum(['kind', 'kubectl']),
  path: z.string().nullable(),
  version: z.string().nullable(),
  from: z.enum(['settings', 'path', 'managed']).nullable(),
  /** Why it cannot be used, and what to do. */
  problem: z.string().nullable(),
  fix: z.string().nullable(),
  /** The download that is offered; nothing is fetched before it is asked for. */
  download: z.object({ version: z.string(), url: z.string(), sha256: z.string() }).nullable(),
});
export type ToolView = z.infer<typeof toolView>;
