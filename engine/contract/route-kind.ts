/** Of Slipway's own custom resources. Apart from the schema of Routes: the gateway starts faster without zod. */
export const slipwayGroup = 'slipway.dev';
export const slipwayVersion = 'v1alpha1';

/** Where API servers serve Routes. */
export const routeKind = { group: slipwayGroup, version: slipwayVersion, kind: 'Route', plural: 'routes', namespaced: true } as const;
