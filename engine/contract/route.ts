/** `Route` (slipway.dev/v1alpha1): what the gateway serves. One a model name, compiled by the operator from whichever dialect. */
import { z } from 'zod';

export { routeKind, slipwayGroup, slipwayVersion } from './route-kind.ts';

const target = z.object({
  /** The version's name: `stable`, `canary`. */
  name: z.string().min(1),
  /** Share of new requests, relative to the other targets' weights. */
  weight: z.int().min(0).max(1000).default(100),
  /** The Service whose EndpointSlices hold the model servers, in the Route's namespace. */
  service: z.object({ name: z.string().min(1), port: z.int().min(1).max(65535) }),
  /** The model name to ask the server for, when it differs from the name that the client used. */
  upstreamModel: z.string().optional(),
});

export const routeSpec = z.object({
  /** The names by which clients ask: model id first, then aliases such as the endpoint's own name. */
  models: z.array(z.string().min(1)).min(1).max(16),
  targets: z.array(target).min(1).max(16),
});

export const routeStatus = z.object({
  observedGeneration: z.int().optional(),
  conditions: z.array(z.record(z.string(), z.unknown())).optional(),
});

export type RouteSpec = z.infer<typeof routeSpec>;
export type RouteTarget = z.infer<typeof target>;

export interface Route {
  apiVersion?: string;
  kind?: 'Route';
  metadata?: { name?: string; namespace?: string; creationTimestamp?: string; [field: string]: unknown };
  spec: RouteSpec;
  status?: z.infer<typeof routeStatus>;
}
