import type { ContainerEngine, Environment, WantedEngine } from './engine.ts';
import { type Person, usualSockets } from './usual-sockets.ts';

/** An address that an engine may answer at. */
export interface EngineCandidate {
  /** As DOCKER_HOST has it. */
  host: string;
  /** Who said so, in words that follow "of": `DOCKER_HOST`, `the Docker context "colima"`; or the product whose usual socket it is. */
  source: string;
  /** Whether a person pointed at it, so that its absence is worth a word of its own. */
  named: boolean;
  /** The only sort of engine that will do. */
  kind?: ContainerEngine['kind'] | undefined;
  /** What starts the engine, as a sentence. */
  start?: string | undefined;
}

export interface CandidateFacts extends Person {
  wanted?: WantedEngine | undefined;
  /** The Docker context in use and where it points, when it is not the default. */
  context?: { name: string; host: string } | undefined;
}

/**
 * Where to look, first things first. An address in the settings or in DOCKER_HOST is the only one: falling back to another
 * engine would make the cluster where nobody looks for it.
 */
export function engineCandidates(facts: CandidateFacts): EngineCandidate[] {
  const { wanted, environment, context } = facts;
  const kind = wanted?.kind;
  if (wanted?.host) return [{ host: wanted.host, source: 'the settings', named: true, kind }];
  const variable = hostVariable(environment, kind);
  if (variable) return [{ ...variable, named: true, kind }];
  const sockets = usualSockets(facts).filter((socket) => kind === undefined || socket.kind === kind);
  const usual = sockets.map(({ kind: _, ...socket }) => ({ ...socket, named: false, kind }));
  if (!context || kind === 'podman') return usual;
  const named = { host: context.host, source: `the Docker context "${context.name}"`, named: true, kind };
  return [named, ...usual.filter(({ host }) => host !== context.host)];
}

/** Podman's own variable goes first only where Podman is wanted: kind looks at Docker's. */
function hostVariable(environment: Environment, kind: ContainerEngine['kind'] | undefined) {
  const names = kind === 'podman' ? ['CONTAINER_HOST', 'DOCKER_HOST'] : ['DOCKER_HOST'];
  for (const source of names) {
    const host = environment[source];
    if (host) return { source, host };
  }
  return undefined;
}
