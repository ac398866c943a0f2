/** Published sums of 16-bit checkpoints, to the byte where nothing but tensors of the layout is in the files. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { layout, parameters } from './answers.ts';

const shared = process.env['SLIPWAY_TEST_SHARED'];
const folder = `${shared}/hardware/configs`;

/** Bytes of `metadata.total_size`, totals.tsv. */
const toTheByte: Readonly<Record<string, number>> = {
  'bryce-hoehn/Qwen3.5-18B-REAP-A3B-Coding': 37_087_995_136,
  'deepcogito/cogito-v1-preview-qwen-14B': 29_531_895_808,
  'google/gemma-2b': 5_012_344_832,
  'google/medgemma-27b-it': 54_864_813_280,
  'ibm-granite/granite-3b-code-instruct-128k': 6_965_007_360,
  'jj8127/mimo_kor': 15_666_819_072,
  'microsoft/WizardLM-2-8x22B': 281_241_268_224,
  'openbmb/MiniCPM-V-2': 6_869_931_584,
  'prithivMLmods/Triangulum-10B': 20_611_307_520,
  'stvlynn/Qwen-7B-Chat-Cantonese': 15_442_649_088,
  'tiiuae/falcon-180B-chat': 359_045_130_240,
};

/** Tables of rotation, masks and other constants are in these files too, or not every tensor is known. */
const nearly: Readonly<Record<string, number>> = {
  'FreedomIntelligence/openPangu-Embedded-7B': 16_061_784_576,
  'THUDM/codegeex2-6b': 12_487_168_064,
  'alibaba/Logics-Thinking': 18_938_237_760,
  'deepseek-ai/DeepSeek-OCR-2': 6_779_249_408,
};

describe.skipIf(!shared)('published totals (SLIPWAY_TEST_SHARED)', () => {
  test.each(Object.entries(toTheByte))('%s takes %i bytes', (model, total) => {
    expect(2 * parameters(layout(config(model)))).toBe(total);
  });

  test.each(Object.entries(nearly))('%s takes %i bytes but for 0.02 %%', (model, total) => {
    expect(Math.abs((2 * parameters(layout(config(model)))) / total - 1)).toBeLessThan(0.0002);
  });
});

function config(model: string) {
  return JSON.parse(readFileSync(`${folder}/${model.replace('/', '--')}.json`, 'utf8'));
}
