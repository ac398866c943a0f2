/** Flags of the engines by the words that people write. */
import type { Engine } from '../endpoint.ts';
import type { EngineFlag } from './engines/flag-types.ts';
import { sglangFlags } from './engines/sglang-flags.ts';
import { vllmFlags } from './engines/vllm-flags.ts';

const byWord: Readonly<Record<Engine, ReadonlyMap<string, EngineFlag>>> = { vllm: wordsOf(vllmFlags), sglang: wordsOf(sglangFlags) };

/** The flag that a word such as `--tensor-parallel-size`, `-tp` or `--no-enable-prefix-caching` stands for. */
export function knownFlag(engine: Engine, word: string): EngineFlag | undefined {
  return byWord[engine].get(word);
}

/** True for a flag that stands without a value. */
export function isSwitch(flag: EngineFlag | undefined): boolean {
  return flag?.type.kind === 'switch';
}

function wordsOf(flags: readonly EngineFlag[]): ReadonlyMap<string, EngineFlag> {
  return new Map(
    flags.flatMap((flag) => {
      const negated = flag.type.kind === 'switch' && flag.type.negatable ? [`--no-${flag.name}`] : [];
      return [`--${flag.name}`, ...flag.aliases, ...negated].map((word) => [word, flag] as const);
    }),
  );
}
