/** Whatever is published or generated is a command line that the engines' parsers take: the simulator's are as strict as theirs. */
import { describe, expect, test } from 'vitest';
import { findGpu } from '../../../../engine/domain/catalog/catalog.ts';
import { generateRecipes } from '../../../../engine/domain/choose/generate.ts';
import { optionsOf } from '../../../../engine/domain/choose/option.ts';
import { publishedRecipes } from '../../../../engine/domain/choose/published.ts';
import type { Recipe } from '../../../../engine/domain/choose/recipe.ts';
import type { Endpoint, Engine } from '../../../../engine/domain/endpoint.ts';
import { gpuKinds } from '../../../../engine/domain/fleet/gpu-kinds.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { engineCommand } from '../../../../engine/domain/plan/engine-command.ts';
import { readCommand } from '../../../../engine/simulator/command-line/read-command.ts';
import { amdNode, catalog, endpointOf, nvidiaNode } from '../facts.ts';

const nodes = [amdNode('mi300x'), amdNode('mi355x', { deviceId: '75a3' }), nvidiaNode('h100')];
const kinds = gpuKinds(readGpuNodes(nodes, [], catalog));
const engines: readonly Engine[] = ['vllm', 'sglang'];

describe.each(catalog.models.map(({ id }) => id))('%s', (id) => {
  test('is run with arguments that the engine accepts, published or generated', () => {
    const published = allVendors(endpointOf({ model: { id }, recipe: { autoSelect: true } }));
    expect(refused(publishedRecipes(published, catalog), published)).toEqual([]);
    for (const backend of engines) {
      const endpoint = allVendors(endpointOf({ model: { id }, recipe: { autoSelect: true, backend } }));
      expect(refused(generateRecipes(endpoint, kinds, catalog), endpoint)).toEqual([]);
    }
  });
});

test('a published recipe says no number of GPUs that its arguments contradict, and needs no repair', () => {
  const endpoints = catalog.recipes.map(({ model }) => allVendors(endpointOf({ model: { id: model } })));
  const repairs = endpoints.flatMap((endpoint) =>
    optionsOf(publishedRecipes(endpoint, catalog), endpoint, kinds, catalog).flatMap((option) => option.repairs),
  );
  expect([...new Set(repairs)]).toEqual([]);
});

test('environment of AMD recipes is for the GPU that they name', () => {
  const wrong = catalog.recipes.filter(({ gpu, environment }) => {
    const known = findGpu(catalog, gpu);
    const rocm = Object.keys(environment).some((name) => /ROCM|AITER|HSA|HIP/.test(name));
    return (rocm && known?.vendor !== 'amd') || (environment['GPU_ARCHS'] ?? known?.isa) !== known?.isa;
  });
  expect(wrong).toEqual([]);
});

/** What the parsers say of the options' command lines, where they refuse them. */
function refused(recipes: readonly Recipe[], endpoint: Endpoint): string[] {
  return optionsOf(recipes, endpoint, kinds, catalog).flatMap((option) => {
    const judged = { ...option, verdict: 'fits', reason: '', askedFor: true, admitted: true, places: 1 } as const;
    const { command, args } = engineCommand(endpoint, judged);
    const read = readCommand(command, args);
    return read.read === 'refused' ? [`${option.recipe.name}: ${read.lines.join(' ')}`] : [];
  });
}

function allVendors(endpoint: Endpoint): Endpoint {
  const { component } = endpoint;
  return { ...endpoint, component: { ...component, placement: { ...component.placement, vendors: ['amd', 'nvidia'] } } };
}
