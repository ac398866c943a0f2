/** Which file knows which `model_type`: models with states: Mamba, linear attention, convolutions. */

import { bamba, falconH1, graniteMoeHybrid } from '../families/hybrid-mamba.ts';
import { jamba } from '../families/jamba.ts';
import { kimiLinear } from '../families/kimi-linear.ts';
import { lfm2, lfm2Moe } from '../families/lfm2.ts';
import { mamba, mamba2Model } from '../families/mamba.ts';
import { nemotronH } from '../families/nemotron-h.ts';
import { qwen3Next, qwen35MoeText, qwen35Text } from '../families/qwen3-next.ts';
import { recurrentGemma } from '../families/recurrent-gemma.ts';
import type { Family } from '../family.ts';

export const states: Readonly<Record<string, Family>> = {
  bamba,
  falcon_h1: falconH1,
  falcon_mamba: mamba,
  granitemoehybrid: graniteMoeHybrid,
  jamba,
  kimi_linear: kimiLinear,
  lfm2,
  lfm2_moe: lfm2Moe,
  mamba,
  mamba2: mamba2Model,
  nemotron_h: nemotronH,
  qwen3_5_moe_text: qwen35MoeText,
  qwen3_5_text: qwen35Text,
  recurrent_gemma: recurrentGemma,
  qwen3_next: qwen3Next,
};
