/** The one name that main process and preload share. */
export const connectChannel = 'slipway:connect';
