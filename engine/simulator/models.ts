/** What the simulator knows of models: enough for memory and times. */

/** A model's shape. `activeParameters` is fewer than `parameters` for mixtures of experts. */
export interface ModelShape {
  readonly parameters: number;
  readonly activeParameters: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headDimension: number;
  /** Width of the latent that MLA caches in place of keys and values. */
  readonly latent?: number;
  /** Tokens of the longest sequence. */
  readonly maxPositions: number;
  /** Bytes of a parameter in the published checkpoint. */
  readonly storedBytes: number;
}

export interface ModelFacts extends ModelShape {
  /** Whether the shape is the model's own, guessed from the size in its name, or assumed. */
  readonly basis: 'known' | 'name' | 'assumed';
}

const billion = 1e9;

/** From the models' config.json on https://huggingface.co; parameters by tensor shapes. */
const known: readonly (readonly [RegExp, ModelShape])[] = [
  [/llama-3(\.1)?-8b/, dense(8.03, [32, 32, 8], 131_072)],
  [/llama-3(\.[13])?-70b/, dense(70.55, [80, 64, 8], 131_072)],
  [/llama-3\.1-405b/, dense(405.85, [126, 128, 8], 131_072)],
  [/llama-3\.2-3b/, dense(3.21, [28, 24, 8], 131_072)],
  [/qwen2\.5-7b/, dense(7.62, [28, 28, 4], 32_768)],
  [/qwen2\.5-14b/, dense(14.77, [48, 40, 8], 32_768)],
  [/qwen2\.5-32b|qwq-32b/, dense(32.76, [64, 40, 8], 32_768)],
  [/qwen2\.5-72b/, dense(72.71, [80, 64, 8], 32_768)],
  [/qwen3-0\.6b/, dense(0.6, [28, 16, 8], 40_960)],
  [/qwen3-4b/, dense(4.02, [36, 32, 8], 40_960)],
  [/qwen3-8b/, dense(8.19, [36, 32, 8], 40_960)],
  [/qwen3-14b/, dense(14.77, [40, 40, 8], 40_960)],
  [/qwen3-32b/, dense(32.76, [64, 64, 8], 40_960)],
  [/qwen3-30b-a3b/, sparse(dense(30.53, [48, 32, 4], 40_960), 3.3)],
  [/qwen3-235b-a22b/, sparse(dense(235.09, [94, 64, 4], 40_960), 22)],
  [/codellama-34b/, dense(33.74, [48, 64, 8], 16_384)],
  [/mistral-7b/, dense(7.25, [32, 32, 8], 32_768)],
  [/mixtral-8x7b/, sparse(dense(46.7, [32, 32, 8], 32_768), 12.9)],
  [/mixtral-8x22b/, sparse(dense(140.63, [56, 48, 8], 65_536), 39)],
  [/phi-4$/, dense(14.66, [40, 40, 10], 16_384)],
  [/gpt-oss-20b/, { ...sparse(dense(20.9, [24, 64, 8], 131_072), 3.6), headDimension: 64, storedBytes: 0.65 }],
  [/gpt-oss-120b/, { ...sparse(dense(116.8, [36, 64, 8], 131_072), 5.1), headDimension: 64, storedBytes: 0.56 }],
  [/deepseek-(v3|r1)(?!-distill)/, { ...sparse(dense(684.49, [61, 128, 128], 163_840), 37), latent: 576, storedBytes: 1 }],
];

/** Shapes by size, for models known by the size in their name alone: up to so many billions, [layers, heads, key-value heads]. */
const ladder: readonly (readonly [number, readonly [number, number, number]])[] = [
  [2, [24, 16, 8]],
  [10, [32, 32, 8]],
  [20, [40, 40, 8]],
  [50, [64, 64, 8]],
  [150, [80, 64, 8]],
  [Number.POSITIVE_INFINITY, [126, 128, 8]],
];

/** The facts of a model by its Hub id or path. Never fails: an unknown model without a size in its name counts as 7 billion. */
export function modelFacts(id: string): ModelFacts {
  const name = (id.split('/').at(-1) ?? id).toLowerCase();
  const [, shape] = known.find(([pattern]) => pattern.test(name)) ?? [];
  if (shape) return { ...shape, storedBytes: storedBytes(name) ?? shape.storedBytes, basis: 'known' };
  const size = sizeInName(name);
  const guessed = shapeOfSize(size ?? { total: 7, active: 7 });
  return { ...guessed, storedBytes: storedBytes(name) ?? guessed.storedBytes, basis: size ? 'name' : 'assumed' };
}

/** Billions of parameters as names have them: `7b`, `0.5B`, `8x7b`, `30b-a3b`, `560m`. */
function sizeInName(name: string): { total: number; active: number } | undefined {
  const [, experts, amount, unit, active] =
    /(?:^|[-_.])(?:(\d+)x)?(\d+(?:\.\d+)?)([bm])(?:-a(\d+(?:\.\d+)?)b)?(?=$|[-_.])/.exec(name) ?? [];
  if (!amount) return undefined;
  const one = unit === 'm' ? Number(amount) / 1000 : Number(amount);
  // Two experts at a time, and what they share, as in the mixtures named so.
  if (experts) return { total: Number(experts) * one * 0.83, active: one * 1.8 };
  return { total: one, active: active ? Number(active) : one };
}

function shapeOfSize({ total, active }: { total: number; active: number }): ModelShape {
  const [, counts = [32, 32, 8] as const] = ladder.find(([limit]) => total <= limit) ?? [];
  return sparse(dense(total, counts, 32_768), active);
}

/** Bytes of a parameter where the name says how it is quantised. */
function storedBytes(name: string): number | undefined {
  if (/fp8|w8a8|int8/.test(name)) return 1;
  return /awq|gptq|int4|w4a16|4bit|nvfp4|mxfp4/.test(name) ? 0.56 : undefined;
}

function dense(
  billions: number,
  counts: readonly [layers: number, heads: number, keyValueHeads: number],
  maxPositions: number,
): ModelShape {
  const [layers, heads, keyValueHeads] = counts;
  const parameters = billions * billion;
  return { parameters, activeParameters: parameters, layers, heads, keyValueHeads, headDimension: 128, maxPositions, storedBytes: 2 };
}

function sparse(shape: ModelShape, activeBillions: number): ModelShape {
  return { ...shape, activeParameters: activeBillions * billion };
}
