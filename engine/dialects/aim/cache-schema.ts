/** AIMCache: models kept on shared storage. Its schema only: nothing acts on it yet. */
import { z } from 'zod';
import { condition, duration, openObject, quantity } from '../schema.ts';

export const aimCacheSpec = z.object({
  storage: z.object({
    storageClass: z.string().optional(),
    size: quantity(),
    accessMode: z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']).optional(),
    mountPath: z.string().optional(),
  }),
  models: z
    .array(
      z.object({
        id: z.string().min(1),
        priority: z.string().optional(),
        retention: duration().optional(),
        maxSize: quantity().optional(),
        preload: z.boolean().optional(),
      }),
    )
    .optional(),
  cleanup: z
    .object({
      enabled: z.boolean().optional(),
      schedule: z.string().optional(),
      maxAge: duration().optional(),
      minFreeSpace: quantity().optional(),
      strategy: z.string().optional(),
    })
    .optional(),
});

export const aimCacheStatus = z.object({
  observedGeneration: z.int().optional(),
  phase: z.string().optional(),
  storage: openObject().optional(),
  usage: openObject().optional(),
  cachedModels: z.array(openObject()).optional(),
  conditions: z
    .array(condition)
    .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] })
    .optional(),
});
