import { networkInterfaces } from 'node:os';

/** An IPv4 address of this machine that is not loopback, or undefined: API servers refuse loopback in EndpointSlices. */
export const outerAddress = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))?.address;
