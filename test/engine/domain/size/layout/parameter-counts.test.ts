/** Every layout against the parameters that transformers counts for the same config; test/fixtures/layouts/make-parameter-counts.py. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { counts, layout, missing, parameters, types, withoutPrediction } from './answers.ts';

const shared = process.env['SLIPWAY_TEST_SHARED'];
const folder = `${shared}/hardware/configs`;
const files =
  shared === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.hf_quant_config.json'));

/** Where the files hold another number than transformers builds: the difference, and why. */
const differing: Readonly<Record<string, { by: number; because: string }>> = {
  gemma3n_text: { by: 31_461_120, because: 'the files keep key and value maps of the layers that use those of others' },
  gemma3n: { by: 31_461_120, because: 'as above' },
  bart: { by: -50_265, because: 'transformers keeps a bias of its output that is nothing but zeros' },
  longcat_flash: { by: -180_388_626_432, because: 'transformers gives gate and up maps to the experts that do nothing' },
  minimax: { by: -33_817_088, because: 'transformers keeps constant tables of decay' },
  'tiiuae--falcon-180B-chat.json': { by: 14_848 * 65_024, because: 'the files hold the output layer beside the embedding that it equals' },
};

/** Billions as their publishers give them, for types that bring their own code. */
const published: Readonly<Record<string, number>> = {
  'DracoUnion--chatglm3-6b-int4-lora.json': 6.24,
  'FreedomIntelligence--openPangu-Embedded-7B.json': 8.03,
  'LGAI-EXAONE--EXAONE-3.0-7.8B-Instruct.json': 7.82,
  'MiniMaxAI--MiniMax-M3.json': 427,
  'OpenAssistant--oasst-rm-2.1-pythia-1.4b-epoch-2.5.json': 1.31,
  'OpenGVLab--InternVL2-2B.json': 2.21,
  'Qwen--Qwen-7B.json': 7.72,
  'Qwen--Qwen-VL-Chat-Int4.json': 9.66,
  'THUDM--codegeex2-6b.json': 6.24,
  'THUDM--glm-4-9b-chat.json': 9.4,
  'XiaomiMiMo--MiMo-7B-Base.json': 7.83,
  'alibaba--Logics-Thinking.json': 9.47,
  'bryce-hoehn--Qwen3.5-18B-REAP-A3B-Coding.json': 18.5,
  'deepseek-ai--DeepSeek-OCR-2.json': 3.39,
  'deepseek-ai--Janus-1.3B.json': 2.09,
  'deepseek-ai--deepseek-vl2-tiny.json': 3.37,
  'internlm--internlm2-7b-reward.json': 7.36,
  'jj8127--mimo_kor.json': 7.83,
  'microsoft--Phi-3-small-8k-instruct.json': 7.39,
  'microsoft--Phi-3-vision-128k-instruct.json': 4.15,
  'moonshotai--Kimi-K3.json': 2780,
  'nvidia--Llama-3_3-Nemotron-Super-49B-v1.json': 49.9,
  'openbmb--MiniCPM-V-2.json': 3.43,
  'reubz--Molmo7B_D_NF4Quant.json': 8.02,
  'sgl-project--DeepSeek-V4-Flash-FP8.json': 291,
  'sgl-project--DeepSeek-V4-Pro-FP8.json': 1600,
  'stvlynn--Qwen-7B-Chat-Cantonese.json': 7.72,
  'xverse--XVERSE-7B.json': 7.3,
};

describe('types as transformers has them by default', () => {
  test.each(Object.keys(types).filter((type) => counts[type]?.parameters !== undefined))('%s', (type) => {
    expect(parameters(withoutPrediction(layout(types[type])))).toBe((counts[type]?.parameters ?? 0) + (differing[type]?.by ?? 0));
  });

  test('no type is left without a count', () => {
    expect(Object.keys(types).filter((type) => counts[type]?.parameters === undefined)).toEqual([]);
  });
});

describe.skipIf(!shared)('raw configs (SLIPWAY_TEST_SHARED)', () => {
  // Their config is of the text model alone: transformers adds a tower, and has a vocabulary of its own.
  const built = files.filter((file) => counts[file]?.parameters !== undefined && !file.startsWith('stepfun-ai--'));

  test.each(built)('%s has the parameters that transformers counts', (file) => {
    expect(parameters(withoutPrediction(layout(config(file))))).toBe((counts[file]?.parameters ?? 0) + (differing[file]?.by ?? 0));
  });

  test.each(Object.keys(published))('%s has the parameters that its publisher names', (file) => {
    const billions = parameters(layout(config(file))) / 1e9;
    expect(Math.abs(billions / (published[file] ?? 0) - 1)).toBeLessThan(0.005);
  });

  test('nothing is left out: each has a layout', () => {
    expect(files.filter((file) => missing(config(file)).length > 0)).toEqual([]);
    expect(files.length).toBe(134);
    expect(files.filter((file) => !built.includes(file) && published[file] === undefined)).toEqual([
      'stepfun-ai--Step-3.7-Flash-FP8.json',
      'stepfun-ai--Step-3.7-Flash.json',
    ]);
  });
});

function config(file: string) {
  return JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
}
