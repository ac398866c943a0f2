/** AIMEndpoint's own status. */
import { z } from 'zod';
import { anything, condition } from '../schema.ts';

export const aimEndpointStatus = z.object({
  observedGeneration: z.int().optional(),
  phase: z.enum(['Pending', 'Deploying', 'Running', 'Degraded', 'Failed', 'Idle']).optional(),
  message: z.string().optional().describe('Why it is in this phase.'),
  selectedRecipe: z
    .object({
      name: z.string().optional(),
      gpuCount: z.int().optional(),
      precision: z.string().optional(),
      backend: z.string().optional(),
      hardware: z.string().optional(),
      origin: z.string().optional().describe('cluster (an AIMRecipe), catalog (published) or generated.'),
      basis: z.string().optional().describe('Fingerprint of what was asked and of the recipes at hand when it was selected.'),
    })
    .optional(),
  refusedRecipes: z
    .array(
      z.object({ option: z.string(), verdict: z.string(), code: z.string().optional(), reason: z.string(), change: z.string().optional() }),
    )
    .optional()
    .describe('Every other way to run the model, and why it was not selected.'),
  endpoints: z.object({ internal: z.string().optional(), external: z.string().optional(), loadBalancer: z.string().optional() }).optional(),
  replicas: z
    .object({ current: z.int().optional(), desired: z.int().optional(), ready: z.int().optional(), available: z.int().optional() })
    .optional(),
  metrics: anything().optional(),
  conditions: z
    .array(condition)
    .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
    .optional(),
});

export type AimEndpointStatus = z.infer<typeof aimEndpointStatus>;
