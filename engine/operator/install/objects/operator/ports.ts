export const metricsPort = 8080;
export const webhookPort = 9443;
/** Where cert-manager's Secret is mounted. */
export const certificateFolder = '/var/run/slipway/certificate';
