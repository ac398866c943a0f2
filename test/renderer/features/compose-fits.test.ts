import { describe, expect, it } from 'vitest';
import type { RecipeOptionView } from '../../../engine/contract/views/workbench.ts';
import { readDraft } from '../../../renderer/features/compose/draft.ts';
import { draftFromLink } from '../../../renderer/features/compose/draft-from-link.ts';
import { kindsToAsk, mergePossible } from '../../../renderer/features/compose/merge-possible.ts';
import { freeGroups, modelFits } from '../../../renderer/features/compose/model-fits.ts';
import { askedOption, recipeChoices } from '../../../renderer/features/compose/recipe-choices.ts';

const option = (given: Partial<RecipeOptionView>): RecipeOptionView => ({
  name: 'generated',
  origin: 'generated',
  gpuModel: 'MI300X',
  gpuCount: 1,
  precision: 'bf16',
  engine: 'vllm',
  verdict: 'fits',
  code: 'LowerPreferenceRank',
  reason: '',
  change: null,
  perGpu: null,
  ...given,
});

const options = [
  option({ gpuCount: 4, verdict: 'chosen' }),
  option({ gpuCount: 8 }),
  option({ gpuCount: 2, precision: 'fp8', engine: 'sglang' }),
  option({ gpuModel: 'H100', gpuCount: 1, verdict: 'does_not_fit' }),
];
const asking = (gpu: string | null, gpuCount: number | null, precision: string | null = null) => ({
  autoSelect: false,
  gpu,
  gpuCount,
  precision,
  backend: null,
});

describe('what the fields of a recipe offer', () => {
  it('is what fits first, the rest apart', () => {
    const choices = recipeChoices(options, asking(null, null));
    expect(choices.gpu).toEqual({ fits: ['MI300X'], others: ['H100'] });
    expect(choices.gpuCount).toEqual({ fits: ['2', '4', '8'], others: ['1', '16'] });
    expect(choices.backend).toEqual({ fits: ['vllm', 'sglang'], others: [] });
  });

  it('follows from the fields before', () => {
    const choices = recipeChoices(options, asking('MI300X', 2));
    expect(choices.precision.fits).toEqual(['fp8']);
    expect(choices.backend.fits).toEqual(['sglang']);
    expect(recipeChoices(options, asking('H100', null)).gpuCount.fits).toEqual([]);
  });

  it('keeps a value that nobody else offers', () => {
    expect(recipeChoices(options, asking('B200', 3, 'fp4')).gpu.others).toEqual(['H100', 'B200']);
    expect(recipeChoices(options, asking('B200', 3)).gpuCount.others).toContain('3');
  });
});

describe('the option that is asked for', () => {
  it('is the one with all of its fields, precision in either spelling', () => {
    expect(askedOption(options, asking('mi300x', 4, 'bfloat16'))).toBe(options[0]);
    expect(askedOption(options, asking('H100', null))).toBe(options[3]);
    expect(askedOption(options, asking('H100', 2))).toBeUndefined();
  });
});

describe('what a cluster could run', () => {
  it('joins what is chosen from by itself with what each other kind could do', () => {
    const h100 = option({ gpuModel: 'H100', verdict: 'chosen' });
    const elsewhere = option({ gpuModel: 'MI300X', verdict: 'incompatible', reason: 'The endpoint asks for H100.' });
    expect(mergePossible(options.slice(0, 3), [{ kind: 'H100', options: [h100, elsewhere] }])).toEqual([
      ...options.slice(0, 3),
      { ...h100, verdict: 'fits' },
    ]);
  });

  it('asks only for the kinds of the cluster that nobody has judged', () => {
    expect(kindsToAsk(options, ['MI300X', 'L40S', 'L40S', 'H100'])).toEqual(['L40S']);
  });
});

describe('models on the free GPUs', () => {
  const kind = { vendor: 'amd', partition: null, resourceName: 'amd.com/gpu', free: 9, total: 16, nodes: 2 };
  const groups = freeGroups([
    { ...kind, model: 'MI300X', memoryMiB: 196_592, mostOnOneNode: 5 },
    { ...kind, model: 'H100', memoryMiB: null, mostOnOneNode: 0 },
    { ...kind, model: null, memoryMiB: null, mostOnOneNode: 8 },
  ]);

  it('are asked about for the sizes that one node could take', () => {
    expect(groups.map(({ name }) => name)).toEqual(['MI300X x1', 'MI300X x2', 'MI300X x4', 'MI300X x5']);
    expect(groups[0]).toEqual({ name: 'MI300X x1', gpu: 'MI300X', gpuCount: 1, memoryMiB: 196_592 });
  });

  it('say where they fit, or the number that came nearest', () => {
    const cell = (verdict: 'fits' | 'does_not_fit' | 'incompatible', reason: string) => ({
      verdict,
      reason,
      minGpuCount: null,
      freeBytes: null,
    });
    const no = cell('does_not_fit', 'Needs 20 GiB more.');
    const fits = modelFits(
      {
        models: ['small', 'big'],
        gpus: [],
        rows: [
          [no, cell('fits', ''), no, no],
          [no, no, no, cell('incompatible', '5 heads')],
        ],
      },
      groups,
    );
    expect(fits.get('small')).toEqual({ fits: true, reason: 'Fits on MI300X x2.' });
    expect(fits.get('big')).toEqual({ fits: false, reason: 'Needs 20 GiB more.' });
  });

  it('fit nowhere where nothing is free', () => {
    expect(modelFits({ models: ['m'], gpus: [], rows: [[]] }, []).get('m')).toEqual({ fits: false, reason: 'No GPU is free.' });
  });
});

describe('a draft from a link', () => {
  const draftOf = (link: string) => readDraft(draftFromLink(new URLSearchParams(link)) ?? '');

  it('asks for what the fit explorer showed', () => {
    expect(draftOf('model=Qwen/Qwen3-32B&gpu=H100&gpus=2&precision=fp8&engine=vllm')).toMatchObject({
      name: 'qwen3-32b',
      modelId: 'Qwen/Qwen3-32B',
      recipe: { autoSelect: false, gpu: 'H100', gpuCount: 2, precision: 'fp8', backend: 'vllm' },
    });
  });

  it('leaves the choice to the operator where the link says only the model', () => {
    expect(draftOf('model=acme/m')).toMatchObject({ modelId: 'acme/m', recipe: { autoSelect: true, gpuCount: null } });
    expect(draftOf('model=acme/m&gpus=-1')?.recipe.autoSelect).toBe(true);
  });

  it('is none without a model', () => {
    expect(draftFromLink(new URLSearchParams('gpu=H100'))).toBeNull();
  });
});
