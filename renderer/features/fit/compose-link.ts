import type { FitAnswer } from '../../../engine/contract/views/fit.ts';

const spelled: Record<string, string> = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' };

/** The composer's address with a draft that runs this model in this way; a partition is named with its GPU, `H100 MIG 3g.40gb`. */
export function composeLink(
  { gpuCount, precision, engine }: Pick<FitAnswer, 'gpuCount' | 'precision' | 'engine'>,
  { model, gpu }: { model: string; gpu: string },
): string {
  const parameters = new URLSearchParams({ model, gpu, gpus: String(gpuCount), engine });
  if (precision) parameters.set('precision', spelled[precision] ?? precision);
  return `/compose?${parameters}`;
}
