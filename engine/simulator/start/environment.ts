/** What the container's environment says about the simulation. */
import { findGpuProfile, type GpuProfile, gpuProfiles } from '../profiles.ts';
import { StartFailure } from './start-failure.ts';

export interface Environment {
  readonly profile: GpuProfile;
  readonly gpuCount: number;
  /** Undefined: from the weights' size. */
  readonly loadSeconds: number | undefined;
  readonly seed: number | undefined;
  /** 1 follows the profile's times. */
  readonly speed: number;
  readonly apiKey: string | undefined;
}

/** Throws a StartFailure for no GPU, an unknown one, or a figure that is none. */
export function readEnvironment(env: Readonly<Record<string, string>>): Environment {
  return {
    profile: profileOf(env['SLIPWAY_SIMULATED_GPU']),
    gpuCount: figure(env, 'SLIPWAY_SIMULATED_GPU_COUNT', 1) ?? 1,
    loadSeconds: figure(env, 'SLIPWAY_SIMULATED_LOAD_SECONDS', 0),
    seed: figure(env, 'SLIPWAY_SIMULATED_SEED', 0),
    speed: figure(env, 'SLIPWAY_SIMULATED_SPEED', 0.001) ?? 1,
    apiKey: env['VLLM_API_KEY'] || undefined,
  };
}

function profileOf(name: string | undefined): GpuProfile {
  if (!name) {
    throw new StartFailure(
      'simulated model server: SLIPWAY_SIMULATED_GPU is not set, so there is no GPU. Request one (amd.com/gpu or nvidia.com/gpu).',
      'RuntimeError: Failed to infer device type, please set the environment variable `VLLM_LOGGING_LEVEL=DEBUG` to turn on verbose logging to help debug the issue.',
    );
  }
  const profile = findGpuProfile(name);
  if (profile) return profile;
  const known = gpuProfiles.map(({ key }) => key).join(', ');
  throw new StartFailure(`simulated model server: SLIPWAY_SIMULATED_GPU is "${name}", which has no profile. Known: ${known}.`);
}

function figure(env: Readonly<Record<string, string>>, name: string, least: number): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new StartFailure(`simulated model server: ${name} is "${text}"; it must be a number of at least ${least}.`);
}
