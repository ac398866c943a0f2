/** Pieces of custom resource schemas that dialects share. */
import { z } from 'zod';

/** `300s`, `5m`, `1h30m`, `7d`, or whole seconds as a number. */
export function duration() {
  return z.union([z.int().nonnegative(), z.string().regex(/^([0-9]+(ms|s|m|h|d))+$/)]).meta({ 'x-kubernetes-int-or-string': true });
}

/** A Kubernetes quantity. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export function quantity() {
  return z
    .union([z.int().nonnegative(), z.string().regex(/^[0-9]+(\.[0-9]+)?([eE][0-9]+|[numkMGTPE]|[KMGTPE]i)?$/)])
    .meta({ 'x-kubernetes-int-or-string': true });
}

/** A number or a percentage, as rolling updates have it. */
export function numberOrPercent() {
  return z.union([z.int().nonnegative(), z.string().regex(/^[0-9]+%?$/)]).meta({ 'x-kubernetes-int-or-string': true });
}

/** Kept by the API server whatever it holds. */
export function anything() {
  return z.unknown().meta({ 'x-kubernetes-preserve-unknown-fields': true });
}

/** An object whose fields this version does not know. */
export function openObject() {
  return z.looseObject({});
}

export function port() {
  return z.int().min(1).max(65535);
}

/** `metav1.Condition`. */
export const condition = z.object({
  type: z.string().max(316),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().min(1).max(1024),
  message: z.string().max(32768),
  observedGeneration: z.int().nonnegative().optional(),
  lastTransitionTime: z.string().meta({ format: 'date-time' }),
});
