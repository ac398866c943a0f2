/** From a container's command line and environment to a server's plan, or to how the engine would fail. Pure. */
import { type EngineArguments, readCommand } from '../command-line/read-command.ts';
import { type ModelFacts, modelFacts } from '../models.ts';
import type { GpuProfile } from '../profiles.ts';
import { checkConfiguration } from './check-configuration.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { planMemory } from './memory.ts';
import type { Settings } from './settings.ts';
import { sglangSettings } from './sglang-settings.ts';
import { StartFailure } from './start-failure.ts';
import { vllmSettings } from './vllm-settings.ts';

/** Everything that a running server needs to know. */
export interface ServerPlan extends Settings {
  readonly profile: GpuProfile;
  readonly model: ModelFacts;
  /** Bytes of all weights, as loaded. */
  readonly weightBytes: number;
  /** Bytes of one token in the KV cache of one tensor parallel rank, over all layers. */
  readonly kvBytesPerToken: number;
  readonly kvBlocks: number;
  /** Tokens of the longest sequence. */
  readonly maxModelLen: number;
  readonly seed: number;
  readonly speed: number;
  /** Until the server is ready. */
  readonly loadSeconds: number;
  /** What loading the weights would take at the assumed 5 GB/s. */
  readonly realLoadSeconds: number;
  /** Of the engine whose behaviour is imitated. */
  readonly version: string;
  /** Seconds since the epoch. */
  readonly startedAt: number;
}

export interface StartRequest {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type StartDecision = { decision: 'serve'; plan: ServerPlan } | { decision: 'fail'; lines: readonly string[]; exitCode: number };

const versions = { vllm: '0.18.0', sglang: '0.5.18' } as const;
/** A local disk or a warm cache. */
const loadBytesPerSecond = 5e9;
/** A rehearsal need not wait as long as a launch. */
const loadShare = 0.1;
const longestLoadSeconds = 3;

/** Never throws. */
export function planStart({ command, args, env, now }: StartRequest): StartDecision {
  const read = readCommand(command, args);
  if (read.read === 'refused') return { decision: 'fail', lines: read.lines, exitCode: read.exitCode };
  try {
    return { decision: 'serve', plan: planServer(read.arguments, readEnvironment(env), now) };
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    return { decision: 'fail', lines: error.lines, exitCode: 1 };
  }
}

function planServer(engineArguments: EngineArguments, environment: Environment, now: number): ServerPlan {
  const model = modelFacts(engineArguments.model);
  const settings =
    engineArguments.engine === 'vllm' ? vllmSettings(engineArguments, environment) : sglangSettings(engineArguments, environment);
  checkConfiguration({ settings, model, environment });
  const memory = planMemory({ settings, model, profile: environment.profile });
  const realLoadSeconds = memory.weightBytes / loadBytesPerSecond;
  return {
    ...settings,
    ...memory,
    model,
    profile: environment.profile,
    seed: environment.seed ?? settings.engineSeed,
    speed: environment.speed,
    realLoadSeconds,
    loadSeconds: environment.loadSeconds ?? Math.min(longestLoadSeconds, realLoadSeconds * loadShare),
    version: versions[settings.engine],
    startedAt: Math.floor(now / 1000),
  };
}
