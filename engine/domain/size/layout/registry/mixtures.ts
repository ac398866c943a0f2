/** Which file knows which `model_type`: mixtures of experts. */

import { afmoe } from '../families/afmoe.ts';
import { arctic } from '../families/arctic.ts';
import { cohere2Moe } from '../families/cohere2-moe.ts';
import { dbrx } from '../families/dbrx.ts';
import { deepseekV2, deepseekV3, deepseekV32, glmMoeDsa, minicpm3 } from '../families/deepseek.ts';
import { deepseekV4 } from '../families/deepseek-v4.ts';
import { gptOss } from '../families/gpt-oss.ts';
import { graniteMoe } from '../families/granite.ts';
import { grok } from '../families/grok.ts';
import { laguna } from '../families/laguna.ts';
import { llama4 } from '../families/llama4.ts';
import { longcatFlash } from '../families/longcat.ts';
import { minimax, minimaxM2 } from '../families/minimax.ts';
import { minimaxM3 } from '../families/minimax-m3.ts';
import { mixtral } from '../families/mixtral.ts';
import { bailingMoe, dots1, ernie45, ernie45Moe, exaoneMoe, hunyuanDense, hunyuanMoe, hunyuanV3, solarOpen } from '../families/mixtures.ts';
import { step3p5 } from '../families/step.ts';
import type { Family } from '../family.ts';

export const mixtures: Readonly<Record<string, Family>> = {
  afmoe,
  arctic,
  bailing_moe: bailingMoe,
  bailing_moe_v2: bailingMoe,
  cohere2_moe: cohere2Moe,
  dbrx,
  deepseek_ref: deepseekV4,
  deepseek_v2: deepseekV2,
  deepseek_v3: deepseekV3,
  deepseek_v32: deepseekV32,
  deepseek_v4: deepseekV4,
  dots1,
  ernie4_5: ernie45,
  ernie4_5_moe: ernie45Moe,
  exaone_moe: exaoneMoe,
  glm4_moe_lite: deepseekV3,
  glm_moe_dsa: glmMoeDsa,
  gpt_oss: gptOss,
  granitemoe: graniteMoe,
  granitemoeshared: graniteMoe,
  'grok-1': grok,
  hunyuan: hunyuanMoe,
  hunyuan_v1_dense: hunyuanDense,
  hunyuan_v1_moe: hunyuanMoe,
  hy_v3: hunyuanV3,
  kimi_k2: deepseekV3,
  llama4_text: llama4,
  laguna,
  longcat_flash: longcatFlash,
  minicpm3,
  minimax,
  minimax_m1: minimax,
  minimax_m2: minimaxM2,
  minimax_m3: minimaxM3,
  minimax_m3_text: minimaxM3,
  minimax_m3_vl_text: minimaxM3,
  minimax_text_01: minimax,
  mistral4: deepseekV2,
  mixtral,
  youtu: minicpm3,
  solar_open: solarOpen,
  step3p5,
};
