import { expect, it } from 'vitest';
import { composeLink } from '../../../../renderer/features/fit/compose-link.ts';

it('leads to the composer with the model and the way it is run, in the words of an AIMEndpoint', () => {
  const answer = { gpuCount: 2, precision: 'bf16', engine: 'vllm' };
  expect(composeLink(answer, { model: 'Qwen/Qwen3-32B', gpu: 'H100 MIG 3g.40gb' })).toBe(
    '/compose?model=Qwen%2FQwen3-32B&gpu=H100+MIG+3g.40gb&gpus=2&engine=vllm&precision=bfloat16',
  );
});

it('leaves out what the sizing could not tell', () => {
  const answer = { gpuCount: 1, precision: null, engine: 'sglang' };
  expect(composeLink(answer, { model: 'acme/m', gpu: 'MI300X' })).toBe('/compose?model=acme%2Fm&gpu=MI300X&gpus=1&engine=sglang');
});
