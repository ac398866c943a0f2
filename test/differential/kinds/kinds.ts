import { autoscalerKind, configMapKind, serviceKind } from './built-in.ts';
import { cacheKind, endpointKind, recipeKind, routeKind } from './custom.ts';
import { deploymentKind } from './deployment.ts';
import type { DifferentialKind } from './kind.ts';

/** The kinds that Slipway writes. */
export const differentialKinds: readonly DifferentialKind[] = [
  configMapKind,
  serviceKind,
  deploymentKind,
  autoscalerKind,
  endpointKind,
  recipeKind,
  cacheKind,
  routeKind,
];
