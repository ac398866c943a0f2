/**
 * What is chosen for a model of the catalog is started by the simulator, which refuses what the engines would. Whether there is
 * memory for it the simulator judges by a rougher table of its own, which is no matter here.
 */
import { describe, expect, test } from 'vitest';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { engineCommand } from '../../../../engine/domain/plan/engine-command.ts';
import { planStart } from '../../../../engine/simulator/start/plan.ts';
import { amdNode, catalog, endpointOf, nvidiaNode } from '../facts.ts';

const nodes = readGpuNodes([amdNode('mi300x'), nvidiaNode('h100')], [], catalog);
const ways = ['MI300X', 'H100'].flatMap((hardware) => ['vllm', 'sglang'].map((backend) => ({ hardware, backend })));

describe.each(ways)('on $hardware with $backend', ({ hardware, backend }) => {
  test.each(catalog.models.map(({ id }) => id))('%s', (id) => {
    const endpoint = endpointOf({ model: { id }, hardware, recipe: { autoSelect: true, backend } });
    const { chosen, problem } = chooseRecipe({ endpoint, recipes: [], nodes, catalog });
    if (!chosen) return expect(problem?.message).toMatch(/^[A-Za-z].*\.$/s);
    const { command, args } = engineCommand(endpoint, chosen);
    const env = { SLIPWAY_SIMULATED_GPU: chosen.kind?.gpu.key ?? '', SLIPWAY_SIMULATED_GPU_COUNT: String(chosen.configuration.gpuCount) };
    const decision = planStart({ command, args, env, now: 0 });
    const lines = decision.decision === 'fail' ? decision.lines.join(' ') : '';
    expect(isAboutMemory(lines) ? '' : lines, args.join(' ')).toBe('');
  });
});

function isAboutMemory(lines: string): boolean {
  return /KV cache memory|memory for the cache blocks|OutOfMemoryError/.test(lines);
}
