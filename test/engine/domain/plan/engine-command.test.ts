import { describe, expect, test } from 'vitest';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { engineCommand } from '../../../../engine/domain/plan/engine-command.ts';
import { amdNode, catalog, endpointOf, recipeOf } from '../facts.ts';

const nodes = readGpuNodes([amdNode('mi300x-0')], [], catalog);
const model = 'Qwen/Qwen3-32B';

describe('GPUs of one pod are divided as the recipe says', () => {
  test.each([
    ['tensors alone', 'vllm', ['--max-model-len', '8192'], '--tensor-parallel-size 4'],
    ['two stages', 'vllm', ['--pipeline-parallel-size', '2'], '--tensor-parallel-size 2'],
    ['four copies', 'vllm', ['--data-parallel-size', '4'], ''],
    ['two copies of two', 'vllm', ['--data-parallel-size', '2', '-tp', '2'], '--tensor-parallel-size 2'],
    ['two stages of SGLang', 'sglang', ['--pp-size', '2'], '--tp-size 2'],
    ['attention in copies, which divides nothing', 'sglang', ['--dp-size', '4', '--enable-dp-attention'], '--tp-size 4'],
  ])('%s', (_, backend, args, expected) => {
    const words = commandOf(backend, args).join(' ');
    expect(/--(tensor-parallel-size|tp-size) \d+/.exec(words)?.[0] ?? '').toBe(expected);
  });

  test('a division that does not come out is refused', () => {
    const recipe = recipeOf('odd', recipeSpec('vllm', ['--pipeline-parallel-size', '3']));
    const { problem } = chooseRecipe({ endpoint: endpointOf({ model: { id: model } }), recipes: [recipe], nodes, catalog: noTable });
    const refusal = chooseRecipe({
      endpoint: endpointOf({ model: { id: model }, recipe: { customRecipe: { name: 'odd' } } }),
      recipes: [recipe],
      nodes,
      catalog,
    });
    expect(problem).toBeUndefined();
    expect(refusal.refused[0]).toMatchObject({ code: 'ArgumentsContradict' });
  });

  test('copies that share experts are not sized, and said so', () => {
    const recipe = recipeOf('shared', {
      ...recipeSpec('vllm', ['--data-parallel-size', '4', '--enable-expert-parallel']),
      modelId: 'Qwen/Qwen3-30B-A3B',
    });
    const endpoint = endpointOf({ model: { id: 'Qwen/Qwen3-30B-A3B' }, recipe: { customRecipe: { name: 'shared' } } });
    const { chosen } = chooseRecipe({ endpoint, recipes: [recipe], nodes, catalog });
    expect(chosen).toMatchObject({ verdict: 'unknown', warning: expect.stringContaining('share their experts') });
  });
});

test("a revision is of the model's own repository, not of another checkpoint", () => {
  expect(commandOf('vllm', ['--max-model-len', '8192'], 'main').join(' ')).toContain('--revision main');
  expect(commandOf('vllm', ['--model', 'Qwen/Qwen3-32B-FP8'], 'main').join(' ')).not.toContain('--revision');
});

const noTable = { ...catalog, recipes: [] };

function commandOf(backend: string, args: readonly string[], revision?: string): string[] {
  const recipe = recipeOf('own', recipeSpec(backend, args));
  const endpoint = endpointOf({ model: { id: model, ...(revision ? { revision } : {}) }, recipe: { customRecipe: { name: 'own' } } });
  const { chosen } = chooseRecipe({ endpoint, recipes: [recipe], nodes, catalog });
  if (!chosen) return expect.unreachable();
  return engineCommand(endpoint, chosen).args;
}

function recipeSpec(backend: string, args: readonly string[]): Record<string, unknown> {
  return {
    modelId: model,
    hardware: 'MI300X',
    precision: 'bf16',
    backend,
    configurations: [{ gpuCount: 4, enabled: true, args: [...args] }],
  };
}
