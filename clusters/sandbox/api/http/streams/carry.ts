import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Carries bytes both ways until the pod has nothing more to say, as kubelet does; a client that has ended still gets its
 * answer. What breaks on one side breaks on the other.
 */
export async function carry(client: Duplex, pod: Duplex): Promise<void> {
  // How this direction fails, the other one sees.
  pipeline(client, pod).catch(() => {});
  await pipeline(pod, client).catch(() => {});
  pod.destroy();
}
