import type { EngineFlag } from '../../domain/arguments/engines/flag-types.ts';
import { sglangFlags } from '../../domain/arguments/engines/sglang-flags.ts';
import { vllmFlags } from '../../domain/arguments/engines/vllm-flags.ts';
import type { Engine } from '../../domain/endpoint.ts';

/** How an engine's parser differs from the other's. */
export interface CommandLine {
  readonly flags: readonly EngineFlag[];
  /** `--tensor_parallel_size` for `--tensor-parallel-size`. */
  readonly takesUnderscores: boolean;
}

export const commandLines: Readonly<Record<Engine, CommandLine>> = {
  vllm: { flags: vllmFlags, takesUnderscores: true },
  sglang: { flags: sglangFlags, takesUnderscores: false },
};
