/** How long a step of a model server takes, from the GPU's and the model's figures. */
import type { ModelShape } from '../models.ts';
import { attained, type GpuProfile } from '../profiles.ts';

/** What one step computes. */
export interface StepWork {
  /** Sequences in the batch. */
  readonly sequences: number;
  /** Tokens whose cached keys and values are read. */
  readonly cachedTokens: number;
  /** Tokens computed: a chunk of a prompt, or one for each sequence that decodes. */
  readonly computedTokens: number;
}

export interface Performance {
  stepSeconds(work: StepWork): number;
  /** From a request's arrival until the scheduler can take it: parsing, templating, tokenising, first-use setup. */
  readonly intakeSeconds: number;
}

export interface PerformanceOptions {
  readonly profile: GpuProfile;
  readonly model: ModelShape;
  /** GPUs that share each layer. */
  readonly tensorParallel: number;
  /** Bytes of all weights, as loaded. */
  readonly weightBytes: number;
  /** Bytes of the KV cache of one token on one GPU. */
  readonly kvBytesPerToken: number;
  /** 1 follows the profile; 10 is ten times faster. */
  readonly speed: number;
}

/**
 * A step lasts as long as the slower of reading (weights and KV cache over memory bandwidth) and computing (two operations
 * a parameter and token), plus a fixed cost a layer (kernel starts, collectives).
 */
export function createPerformance(options: PerformanceOptions): Performance {
  const { profile, model, tensorParallel, kvBytesPerToken, speed } = options;
  const share = attained[profile.vendor];
  const bytesPerSecond = profile.bandwidth * 1e9 * share.bandwidth;
  const tokensPerSecond = (profile.teraflops * 1e12 * share.compute * tensorParallel) / (2 * model.activeParameters);
  const layerSeconds = model.layers * share.secondsPerLayer;
  return {
    stepSeconds({ sequences, cachedTokens, computedTokens }) {
      const weights = bytesRead(options, sequences) / tensorParallel;
      const reading = (weights + cachedTokens * kvBytesPerToken) / bytesPerSecond;
      const computing = computedTokens / tokensPerSecond;
      return (Math.max(reading, computing) + layerSeconds) / speed;
    },
    intakeSeconds: (0.02 + 0.001 * model.layers) / speed,
  };
}

/** A mixture of experts reads the experts that any sequence asks for: the more sequences, the nearer to all. */
function bytesRead({ model, weightBytes }: PerformanceOptions, sequences: number): number {
  const active = model.activeParameters / model.parameters;
  return weightBytes * (1 - (1 - active) ** Math.max(1, sequences));
}
