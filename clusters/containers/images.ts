import { ProviderError } from '../provider.ts';
import type { ContainerEngine } from './engine.ts';

/** Whether the engine has that image, so that nothing need be downloaded. */
export async function hasImage(engine: ContainerEngine, name: string, signal?: AbortSignal): Promise<boolean> {
  return (await imageSize(engine, name, signal)) !== undefined;
}

/** Bytes on the engine's disk, layers that it shares with other images included. Undefined where it has no such image. */
export async function imageSize(engine: ContainerEngine, name: string, signal?: AbortSignal): Promise<number | undefined> {
  signal?.throwIfAborted();
  try {
    // Dockerode takes the signal, its types do not.
    const facts = await engine.client.getImage(name).inspect({ abortSignal: signal } as object);
    return facts.Size;
  } catch (cause) {
    signal?.throwIfAborted();
    if (statusOf(cause) === 404) return undefined;
    throw new ProviderError('Unusable', `${engine.label} did not say whether it has the image ${name}: ${messageOf(cause)}.`, {
      cause,
      fix: `See whether ${engine.label} still runs at ${engine.host}.`,
    });
  }
}

function statusOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : undefined;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');
}
