/** All kinds that Slipway defines, as they are installed. */
import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { routeSpec, routeStatus, slipwayGroup, slipwayVersion } from '../contract/route.ts';
import { aimCacheSpec, aimCacheStatus } from './aim/cache-schema.ts';
import { aimEndpointSpec } from './aim/endpoint-schema.ts';
import { aimEndpointStatus } from './aim/endpoint-status.ts';
import { aimCacheKind, aimEndpointKind, aimRecipeKind } from './aim/group.ts';
import { aimRecipeSpec, aimRecipeStatus } from './aim/recipe-schema.ts';
import { crd } from './crd.ts';

export function customResourceDefinitionsOfSlipway(): CustomResourceDefinition[] {
  return [
    crd({
      ...aimEndpointKind,
      shortNames: ['aimep'],
      description: 'A model served by AIM Engine.',
      spec: aimEndpointSpec,
      status: aimEndpointStatus,
      columns: [
        { name: 'Model', type: 'string', jsonPath: '.spec.model.id' },
        { name: 'Recipe', type: 'string', jsonPath: '.status.selectedRecipe.name' },
        { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
        { name: 'Replicas', type: 'integer', jsonPath: '.status.replicas.current' },
        { name: 'Message', type: 'string', jsonPath: '.status.message', wide: true },
      ],
    }),
    crd({
      ...aimRecipeKind,
      shortNames: ['aimrcp'],
      description: 'How one model runs on one kind of GPU.',
      spec: aimRecipeSpec,
      status: aimRecipeStatus,
      columns: [
        { name: 'Model', type: 'string', jsonPath: '.spec.modelId' },
        { name: 'Hardware', type: 'string', jsonPath: '.spec.hardware' },
        { name: 'Precision', type: 'string', jsonPath: '.spec.precision' },
        { name: 'Backend', type: 'string', jsonPath: '.spec.backend' },
        { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      ],
    }),
    crd({
      ...aimCacheKind,
      shortNames: ['aimc'],
      description: 'Models kept on shared storage.',
      spec: aimCacheSpec,
      status: aimCacheStatus,
      columns: [
        { name: 'Size', type: 'string', jsonPath: '.spec.storage.size' },
        { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      ],
    }),
    crd({
      group: slipwayGroup,
      version: slipwayVersion,
      kind: 'Route',
      plural: 'routes',
      shortNames: ['swroute'],
      description: 'What the gateway serves: model names, and the Services behind them.',
      spec: routeSpec,
      status: routeStatus,
      columns: [{ name: 'Models', type: 'string', jsonPath: '.spec.models' }],
    }),
  ];
}
