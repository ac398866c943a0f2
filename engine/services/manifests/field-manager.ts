/** The name under which people's manifests are applied through Slipway. The operator writes under its own. */
export const fieldManager = 'slipway';
