import { expect, test } from 'vitest';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { type AimRecipe, aimRecipes } from '../../../../engine/operator/kinds.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { onSandboxServer } from './environment.ts';

test('a recipe is available, or says what is wrong with it', async () => {
  await using world = await onSandboxServer();
  const good = await statusOf(world.cluster, 'good', { gpuCount: 1 });
  expect(good).toMatchObject({ phase: 'Available', usage: { endpointCount: 0 } });
  expect(messageOf(good)).toMatch(/^x1: 14\.2 GiB of weights/);

  const split = await statusOf(world.cluster, 'split', { gpuCount: 8 });
  expect(split?.phase).toBe('Invalid');
  expect(messageOf(split)).toBe('x8: 28 attention heads cannot be split over 8 GPUs. GPU counts that can be: 1, 2, 4.');

  const off = await statusOf(world.cluster, 'off', { gpuCount: 1, enabled: false });
  expect(messageOf(off)).toContain('No configuration is enabled');

  const repaired = await statusOf(world.cluster, 'repaired', { gpuCount: 1, args: ['--trust-remote-code', 'true'] });
  expect(messageOf(repaired)).toContain('--trust-remote-code takes no value: "true" is left out.');
});

async function statusOf(cluster: Cluster, name: string, configuration: Record<string, unknown>): Promise<AimRecipe['status']> {
  const spec = {
    modelId: 'Qwen/Qwen2.5-7B-Instruct',
    hardware: 'MI300X',
    precision: 'bfloat16',
    backend: 'vllm',
    configurations: [{ enabled: true, args: ['--max-model-len', '8192'], ...configuration }],
  };
  await cluster.create(aimRecipes, {
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMRecipe',
    metadata: { name, namespace: 'models' },
    spec,
  } as AimRecipe);
  return eventually(async () => (await cluster.get(aimRecipes, { namespace: 'models', name })).status);
}

function messageOf(status: AimRecipe['status']): string | undefined {
  return status?.conditions?.find(({ type }) => type === 'Valid')?.message;
}
