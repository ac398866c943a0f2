/** The API group of AMD's AIM Engine, as its first operator defined it, and its kinds. */
const aimGroup = 'aim.engine.amd.com';
const aimVersion = 'v1alpha1';
export const aimApiVersion = `${aimGroup}/${aimVersion}`;

export const aimEndpointKind = {
  group: aimGroup,
  version: aimVersion,
  kind: 'AIMEndpoint',
  plural: 'aimendpoints',
  namespaced: true,
} as const;
export const aimRecipeKind = { group: aimGroup, version: aimVersion, kind: 'AIMRecipe', plural: 'aimrecipes', namespaced: true } as const;
export const aimCacheKind = { group: aimGroup, version: aimVersion, kind: 'AIMCache', plural: 'aimcaches', namespaced: true } as const;
