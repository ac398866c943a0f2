/** The image of the contract's pods: it has a shell with the usual small programs, and node. The sandbox runs those of the host. */
export const podImage = 'node-contract:1';

/** What a program in such a pod listens on for a container port: the sandbox's pods share the ports of the machine. */
export const listenOn = (containerPort: number): string => `process.env.SLIPWAY_PORT_${containerPort} || ${containerPort}`;
