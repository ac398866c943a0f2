import type Dockerode from 'dockerode';
import type { EngineConnection } from './engine-connection.ts';

/**
 * Dockerode's client for that connection. Every field is said, also where it is undefined: what is left out, dockerode takes from the
 * process' own DOCKER_HOST, which may point elsewhere.
 */
export async function dockerClient(connection: EngineConnection): Promise<Dockerode> {
  // Loaded late: with gRPC and Protobuf behind it, it costs more than all the rest of a start.
  const { default: Docker } = await import('dockerode');
  const nothing = { socketPath: undefined, host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined };
  return new Docker({ ...nothing, ...connection });
}
