/** The Kubernetes release that the sandbox imitates, as `/version` and its nodes say it. */
export const kubernetesVersion = 'v1.36.3-slipway';
