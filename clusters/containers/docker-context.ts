import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderError } from '../provider.ts';
import type { Environment } from './engine.ts';

/**
 * The Docker context in use and where it points, as the docker command would choose it: DOCKER_CONTEXT, else `currentContext` of its
 * configuration. Undefined for the default one, which is the usual socket. Files: `config.json` and
 * `contexts/meta/<sha256 of the name>/meta.json` below DOCKER_CONFIG or ~/.docker.
 * Rejects with `ProviderError` for a context that is named and not there, or a file that is not what it should be.
 */
export async function dockerContext(environment: Environment, home: string): Promise<{ name: string; host: string } | undefined> {
  const folder = environment['DOCKER_CONFIG'] ?? join(home, '.docker');
  const name = environment['DOCKER_CONTEXT'] ?? (await currentContext(folder));
  if (!name || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const path = join(folder, 'contexts', 'meta', id, 'meta.json');
  const meta = await readJson(path);
  const host = textAt(meta, 'Endpoints', 'docker', 'Host');
  if (host) return { name, host };
  throw new ProviderError('Unusable', `Docker's context "${name}" is in use, and ${meta ? 'says no address' : 'is not there'} (${path}).`, {
    fix: 'Choose another context (docker context ls, docker context use NAME), or set DOCKER_HOST.',
  });
}

async function currentContext(folder: string): Promise<string | undefined> {
  return textAt(await readJson(join(folder, 'config.json')), 'currentContext');
}

/** Undefined where there is no such file. */
async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, cause: unknown): ProviderError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ProviderError('Unusable', `Docker's configuration ${path} cannot be read: ${why}.`, {
    cause,
    fix: 'Repair that file, or set DOCKER_HOST: it goes before the configuration.',
  });
}

function textAt(value: unknown, ...path: string[]): string | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.hasOwn(current, key) ? (current as Record<string, unknown>)[key] : undefined;
  }
  return typeof current === 'string' && current !== '' ? current : undefined;
}
