import { dockerContext } from './docker-context.ts';
import type { ContainerEngine, Environment, WantedEngine } from './engine.ts';
import { engineCandidates } from './engine-candidates.ts';
import { engineAbsent } from './explain-absence.ts';
import { type Absence, probeEngine } from './probe-engine.ts';

export interface EngineSearch {
  environment: Environment;
  /** The person's home folder. */
  home: string;
  platform: NodeJS.Platform;
  wanted?: WantedEngine | undefined;
  /** Longest silence of an engine, 5 s unless told otherwise. */
  answerWithinMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The engine that runs containers for this person: of the settings, DOCKER_HOST, Docker's context, or the first usual socket that answers.
 * Rejects with `ProviderError` `Unusable` and a fix, or with the signal's reason.
 */
export async function findContainerEngine({ answerWithinMs = 5_000, ...search }: EngineSearch): Promise<ContainerEngine> {
  const { environment, home, wanted, signal } = search;
  signal?.throwIfAborted();
  const isPointedAt = Boolean(wanted?.host || environment['DOCKER_HOST']);
  const context = isPointedAt ? undefined : await dockerContext(environment, home);
  const absences: Absence[] = [];
  for (const candidate of engineCandidates({ ...search, context })) {
    const probe = await probeEngine(candidate, { ...search, answerWithinMs });
    if ('engine' in probe) return probe.engine;
    absences.push(probe);
  }
  throw engineAbsent(absences, { ...search, answerWithinMs });
}

/** What makes the kind and docker commands use that engine and no other: DOCKER_HOST goes before every context. */
export function engineEnvironment(engine: Pick<ContainerEngine, 'kind' | 'host'>): Record<string, string> {
  const { kind, host } = engine;
  const variables = { DOCKER_HOST: host, KIND_EXPERIMENTAL_PROVIDER: kind };
  return kind === 'podman' ? { ...variables, CONTAINER_HOST: host } : variables;
}
