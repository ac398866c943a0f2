/** As which manager the operator owns fields. */
export const fieldManager = 'slipway-operator';

/** Marks what Slipway made. */
export const managedByLabel = 'app.kubernetes.io/managed-by';
export const managedBy = 'slipway';

/** Holds the hash of an object as it was last applied. */
export const appliedHashAnnotation = 'slipway.dev/applied-hash';
