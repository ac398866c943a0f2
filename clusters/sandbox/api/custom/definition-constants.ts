/** Where definitions are kept. */
export const DEFINITIONS = 'apiextensions.k8s.io/customresourcedefinitions';

/** Holds a definition until its objects are gone. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';
