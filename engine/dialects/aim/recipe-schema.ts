/** AIMRecipe: how one model runs on one kind of GPU, in one or several sizes. */
import { z } from 'zod';
import { normalisePrecision, precisionSpellings } from '../../domain/precision.ts';
import { condition, openObject, quantity } from '../schema.ts';

/** Any spelling of a number format that is understood, in any case. */
export function precisionText() {
  return z
    .string()
    .regex(/^[A-Za-z0-9_.]+$/)
    .refine((text) => text === 'auto' || normalisePrecision(text) !== undefined, {
      error: `expected a number format: auto, ${precisionSpellings().join(', ')}`,
    });
}

const environmentEntry = z.object({
  name: z.string().min(1),
  value: z.string().optional(),
  valueFrom: openObject().optional(),
});

const configuration = z.object({
  gpuCount: z.int().min(1).max(64),
  enabled: z.boolean(),
  args: z.array(z.string()).optional().describe("The engine's arguments."),
  env: z.array(environmentEntry).optional(),
  resources: z
    .object({ requests: z.record(z.string(), quantity()).optional(), limits: z.record(z.string(), quantity()).optional() })
    .optional(),
});

export const aimRecipeSpec = z.object({
  modelId: z.string().min(1).max(512),
  hardware: z.string().min(1).describe('GPU kind, such as MI300X.'),
  precision: precisionText(),
  backend: z.string().min(1).describe('Engine: vllm or sglang.'),
  description: z.string().optional(),
  configurations: z.array(configuration).optional(),
  performance: z
    .object({
      expectedTokensPerSecond: z.int().optional(),
      expectedLatencyMs: z.int().optional(),
      maxBatchSize: z.int().optional(),
    })
    .optional(),
});

export const aimRecipeStatus = z.object({
  observedGeneration: z.int().optional(),
  phase: z.enum(['Available', 'Invalid']).optional(),
  usage: z.object({ endpointCount: z.int().optional(), lastUsed: z.string().meta({ format: 'date-time' }).optional() }).optional(),
  conditions: z
    .array(condition)
    .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
    .optional(),
});

export type AimRecipeSpec = z.infer<typeof aimRecipeSpec>;
export type AimRecipeStatus = z.infer<typeof aimRecipeStatus>;
