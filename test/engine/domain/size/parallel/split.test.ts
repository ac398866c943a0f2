import { describe, expect, test } from 'vitest';
import { type ModelFacts, readModel } from '../../../../../engine/domain/size/model.ts';
import type { SplitQuestion } from '../../../../../engine/domain/size/parallel/question.ts';
import { splitNotes, splitProblem, validTensorParallel } from '../../../../../engine/domain/size/parallel/split.ts';
import { gpuNamed, modelNamed, modelWith } from '../size/requests.ts';

const mamba = { model_type: 'falcon_mamba', hidden_size: 4096, num_hidden_layers: 64, vocab_size: 65_024, torch_dtype: 'bfloat16' };
const fp8Blocks = { quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] } };

describe('the sizes of tensor-parallel groups', () => {
  test.each([
    ['Qwen/Qwen2.5-7B-Instruct', [1, 2, 4]],
    ['Qwen/Qwen3-32B', [1, 2, 4, 8, 16]],
    ['microsoft/phi-4', [1, 2, 5, 10]],
    ['tiiuae/falcon-180B-chat', [1, 2, 4, 8]],
    ['deepseek-ai/DeepSeek-V3', [1, 2, 4, 8, 16]],
    ['Qwen/Qwen3-235B-A22B-FP8', [1, 2, 4]],
    ['MiniMaxAI/MiniMax-M2.5', [1, 2, 4]],
    // Heads are repeated beyond the four of keys and values, but the quantised layers are 25600 wide: 1600 on 16 GPUs cuts a block.
    ['Qwen/Qwen3-32B-FP8', [1, 2, 4, 8]],
  ])('of %s are %j', (id, sizes) => {
    expect(validTensorParallel(questionOf(modelNamed(id)))).toEqual(sizes);
  });
});

test('a model of states alone is divided by its channels, and no attention heads are spoken of', () => {
  const question = questionOf(readModel({ config: { ...mamba, intermediate_size: 8196 } }));
  expect(validTensorParallel(question)).toEqual([1, 2, 3, 4, 6, 12]);
  expect(splitProblem({ ...question, tensorParallel: 8 })?.reason).toBe('8196 channels cannot be split over 8 GPUs.');
});

describe('a division is refused', () => {
  test.each([
    ['attention heads', 'Qwen/Qwen2.5-7B-Instruct', { tensorParallel: 8 }, '28 attention heads cannot be split over 8 GPUs.'],
    [
      'key-value heads',
      'microsoft/phi-4',
      { tensorParallel: 4 },
      '10 key-value heads can be neither split nor repeated evenly over 4 GPUs.',
    ],
    ['more stages than layers', 'Qwen/Qwen2.5-7B-Instruct', { pipelineParallel: 29 }, '28 layers cannot fill 29 pipeline stages.'],
    ['experts that are not there', 'Qwen/Qwen3-32B', { expertParallel: true }, 'The model has no experts to spread.'],
  ])('for its %s', (_, id, change, reason) => {
    expect(splitProblem({ ...questionOf(modelNamed(id)), ...change })?.reason).toBe(reason);
  });

  test('where it cuts the FP8 blocks of experts, unless these stay whole', () => {
    const question = { ...questionOf(modelNamed('Qwen/Qwen3-235B-A22B-FP8')), tensorParallel: 8 };
    expect(splitProblem(question)).toMatchObject({
      reason: 'Experts of width 1536 over 8 GPUs are 192 wide on each, which cuts the FP8 blocks of 128.',
      change: expect.stringContaining('expert parallel'),
    });
    expect(splitProblem({ ...question, expertParallel: true })).toBeUndefined();
  });
  test('by the blocks of the checkpoint, not by those of another', () => {
    const question = { ...questionOf(modelWith('Qwen/Qwen3-235B-A22B', fp8Blocks)), tensorParallel: 8 };
    expect(splitProblem(question)?.reason).toContain('FP8 blocks of 128');
    const halved = modelWith('Qwen/Qwen3-235B-A22B', { quantization_config: { quant_method: 'fp8', weight_block_size: [64, 64] } });
    expect(splitProblem({ ...questionOf(halved), tensorParallel: 8 })).toBeUndefined();
  });
  test('where it cuts the groups of four-bit integers', () => {
    const quantization_config = { quant_method: 'gptq', bits: 4, group_size: 128, desc_act: false };
    const question = questionOf(modelWith('Qwen/Qwen2.5-72B-Instruct', { quantization_config }));
    // 29568 = 231 x 128, so that no even size will do.
    expect(splitProblem({ ...question, tensorParallel: 2 })?.reason).toContain('Layers of width 29568 over 2 GPUs are 14784 wide');
  });
  test('by SGLang when its experts cannot be spread evenly, which vLLM does not mind', () => {
    const question = { ...questionOf(modelWith('Qwen/Qwen3-30B-A3B', { num_experts: 126 })), tensorParallel: 4, expertParallel: true };
    expect(splitProblem({ ...question, engine: 'sglang' })?.reason).toBe('126 experts cannot be spread evenly over 4 GPUs.');
    expect(splitProblem(question)).toBeUndefined();
  });
});

describe("SGLang's latent attention on AMD", () => {
  const kimi = {
    ...questionOf(modelWith('deepseek-ai/DeepSeek-V3', { num_attention_heads: 64, quantization_config: undefined })),
    engine: 'sglang',
    gpu: gpuNamed('MI300X'),
  } as const;

  test('takes 16 heads on each GPU', () => {
    expect(splitNotes({ ...kimi, tensorParallel: 4 })).toEqual([]);
  });
  test('falls back with 8, which earlier versions refused, and says which group would be better', () => {
    expect(splitProblem({ ...kimi, tensorParallel: 8 })).toBeUndefined();
    expect(splitNotes({ ...kimi, tensorParallel: 8 })).toEqual([
      expect.stringMatching(/^8 attention heads on each GPU.*groups of 4 there are 16/),
    ]);
  });
  test('is nothing to NVIDIA GPUs or vLLM', () => {
    expect(splitNotes({ ...kimi, tensorParallel: 8, gpu: gpuNamed('H200') })).toEqual([]);
    expect(splitNotes({ ...kimi, tensorParallel: 8, engine: 'vllm' })).toEqual([]);
  });
});

function questionOf({ reading }: ModelFacts): SplitQuestion {
  if (!reading.ok) throw new Error(reading.missing.join(' '));
  const { layout, quantization } = reading;
  return { layout, quantization, engine: 'vllm', gpu: gpuNamed('H100'), tensorParallel: 1, pipelineParallel: 1, expertParallel: false };
}
