import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ProviderError } from '../provider.ts';
import { buildContext } from './build-context.ts';
import { type BuildMessage, readBuildMessage } from './build-message.ts';
import type { ContainerEngine } from './engine.ts';
import { imageSize } from './images.ts';

export interface ImageBuild {
  /** `slipway/operator:0.1.0` */
  tag: string;
  /** The text of the Dockerfile. */
  dockerfile: string;
  /** Path in the build's context to its content: bytes, or a `file:` URL of a file, or of a folder with all that is below it. */
  files: ReadonlyMap<string, URL | Uint8Array>;
  buildArguments?: Readonly<Record<string, string>> | undefined;
  /** The stage to stop at. */
  target?: string | undefined;
  /** Called for each line that the engine prints. */
  onLine?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface BuiltImage {
  /** `sha256:…` */
  id: string;
  sizeBytes: number;
}

/**
 * Builds an image with the engine's own (classic) builder, which every Docker and Podman has, and tags it.
 * Rejects with `ProviderError` and the last lines when a step fails or the engine goes away, with the signal's reason when it aborts;
 * the engine then stops building.
 */
export async function buildImage(engine: ContainerEngine, build: ImageBuild): Promise<BuiltImage> {
  const { tag, signal, onLine } = build;
  signal?.throwIfAborted();
  const lines: string[] = [];
  let id: string | undefined;
  try {
    for await (const message of startBuild(engine, build)) {
      if (message.id) id = message.id;
      for (const line of message.lines) {
        lines.push(line);
        onLine?.(line);
      }
      if (message.error !== undefined) throw new BuildFailed(message.error);
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof ProviderError) throw cause;
    throw buildError(engine, tag, { lines, cause });
  }
  if (!id) throw buildError(engine, tag, { lines, cause: new BuildFailed('the engine ended the build without an image') });
  return { id, sizeBytes: (await imageSize(engine, tag, signal)) ?? 0 };
}

/** A step failed, as the engine says it. */
class BuildFailed extends Error {
  override readonly name = 'BuildFailed';
}

async function* startBuild({ client }: ContainerEngine, build: ImageBuild): AsyncIterable<BuildMessage> {
  const { tag, dockerfile, files, buildArguments = {}, target, signal } = build;
  const context = buildContext(dockerfile, files);
  const given = Promise.withResolvers<never>();
  // A file that is not there: dockerode would only break the connection off, and lose the reason.
  context.once('error', given.reject);
  // Nobody waits for it once the answer is there.
  given.promise.catch(() => undefined);
  try {
    const options = {
      t: tag,
      buildargs: { ...buildArguments },
      rm: true,
      forcerm: true,
      ...(target && { target }),
      ...(signal && { abortSignal: signal }),
    };
    const answer = await Promise.race([client.buildImage(context, options), given.promise]);
    for await (const line of createInterface({ input: Readable.from(answer), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') yield readBuildMessage(line);
    }
  } finally {
    context.destroy();
  }
}

/** What a person needs of a build that failed: a build's own output is hundreds of lines. */
const linesTold = 12;

function buildError(engine: ContainerEngine, tag: string, { lines, cause }: { lines: readonly string[]; cause: unknown }): ProviderError {
  const why = cause instanceof Error ? cause.message.trim() : String(cause);
  const last = lines.slice(-linesTold).join('\n');
  const told = last === '' ? '' : ` It last printed:\n${last}`;
  const failed = cause instanceof BuildFailed;
  return new ProviderError(
    failed ? 'Failed' : 'Unusable',
    `${engine.label} could not build the image ${tag}: ${why.replace(/\.$/, '')}.${told}`,
    {
      cause,
      fix: failed ? fixOf(why) : `See whether ${engine.label} still runs at ${engine.host}, then build again.`,
    },
  );
}

function fixOf(why: string): string {
  if (/no space left on device/i.test(why))
    return 'Free space where the engine keeps its images: docker system prune, or a larger disk for its virtual machine.';
  if (/pull access denied|manifest (?:unknown|for)|repository does not exist|no such host|dial tcp|i\/o timeout|tls handshake/i.test(why)) {
    return 'See that the base image exists and that its registry can be reached, or name another base image.';
  }
  return 'Read the last lines, correct what they name, and build again.';
}
