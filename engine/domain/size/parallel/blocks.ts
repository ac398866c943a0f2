/** Values that share a scale must stay on one GPU. */
import type { Layout } from '../layout/layout.ts';
import type { SplitProblem, SplitQuestion } from './question.ts';

/** Blocks of FP8 and groups of four-bit integers; MXFP4 is padded by the engines instead, NVFP4's groups of 16 divide everything known. */
const scaledTogether = new Set(['fp8', 'int4']);

/**
 * vLLM vllm/model_executor/layers/quantization/utils/fp8_utils.py ("not divisible by weight quantization block_n") and marlin_utils.py,
 * SGLang sglang/srt/layers/quantization/fp8.py. MiniMax-M2 (1536) on eight GPUs: "pure TP8 is not supported" in vLLM's recipe.
 */
export function blockProblem({ layout, quantization, tensorParallel, expertParallel }: SplitQuestion): SplitProblem | undefined {
  if (!quantization?.block || !scaledTogether.has(quantization.precision)) return undefined;
  const { rows, columns } = quantization.block;
  const cut = (width: number) => isCut(width / tensorParallel, rows) || isCut(width / tensorParallel, columns);
  const size = Number.isFinite(columns) ? columns : rows;
  const { experts, expertWidth } = layout.split;
  if (experts > 0 && expertWidth && !expertParallel && cut(expertWidth)) {
    return {
      reason: `Experts of width ${expertWidth} over ${tensorParallel} GPUs are ${shown(expertWidth / tensorParallel)} wide on each, which cuts the ${quantization.precision.toUpperCase()} blocks of ${size}.`,
      change: 'With expert parallel (--enable-expert-parallel, --ep-size) experts stay whole.',
    };
  }
  const width = denseWidths(layout, quantization).find(cut);
  if (width === undefined) return undefined;
  return {
    reason: `Layers of width ${width} over ${tensorParallel} GPUs are ${shown(width / tensorParallel)} wide on each, which cuts the ${quantization.precision.toUpperCase()} blocks of ${size}.`,
  };
}

function isCut(width: number, block: number): boolean {
  return Number.isFinite(block) && block > 1 && width % block !== 0;
}

function shown(width: number): string {
  return Number.isInteger(width) ? String(width) : width.toFixed(1);
}

type Quantization = NonNullable<SplitQuestion['quantization']>;

const known = new WeakMap<Quantization, readonly number[]>();

/** Of the dense feed-forward blocks that are quantised, whose last map is split along its inputs. */
function denseWidths(layout: Layout, quantization: Quantization): readonly number[] {
  const found = known.get(quantization);
  if (found) return found;
  const all = layout.tensors
    .filter(({ module, role }) => role === 'linear' && /\.(mlp|feed_forward)\.(down_proj|w2)$/.test(module))
    .filter(({ module, role }) => quantization.storageOf(module, role) !== undefined)
    .map(({ columns }) => columns);
  const widths = [...new Set(all)];
  known.set(quantization, widths);
  return widths;
}
