/** Which file knows which type of model that sees or hears beside reading. */

import { cohereAsr } from './families/cohere-asr.ts';
import type { Family } from './family.ts';
import { deepseekVl2 } from './multimodal/deepseek-vl.ts';
import { gemma3nSeeing, gemma4Seeing } from './multimodal/gemma.ts';
import { qwen2Audio, voxtral } from './multimodal/hearing.ts';
import { idefics2 } from './multimodal/idefics2.ts';
import { janus } from './multimodal/janus.ts';
import { llama4Seeing } from './multimodal/llama4.ts';
import * as llava from './multimodal/llava.ts';
import { molmo } from './multimodal/molmo.ts';
import { logics, minicpmV, phi3Vision } from './multimodal/named-towers.ts';
import { qwen3OmniMoe, qwen25Omni } from './multimodal/omni.ts';
import { qwen2Vl, qwen3Vl, qwen3VlMoe, qwen25Vl, qwen35, qwen35Moe } from './multimodal/qwen-vl.ts';
import { qwen1 } from './multimodal/qwen1-vl.ts';
import { glm4v, kimiK3, kimiK25, kimiVl, minimaxM3Seeing, mllama, step3p7 } from './multimodal/towered.ts';

export const multimodalFamilies: Readonly<Record<string, Family>> = {
  aya_vision: llava.ayaVision,
  cohere2_vision: llava.cohere2Vision,
  cohere_asr: cohereAsr,
  deepseek_vl_v2: deepseekVl2,
  gemma3: llava.gemma3Seeing,
  gemma3n: gemma3nSeeing,
  gemma4: gemma4Seeing,
  glm46v: glm4v,
  glm4v,
  glm4v_moe: glm4v,
  idefics2,
  idefics3: llava.idefics3,
  internvl: llava.internVl,
  internvl_chat: llava.internVlChat,
  kimi_k25: kimiK25,
  kimi_k3: kimiK3,
  kimi_vl: kimiVl,
  lfm2_vl: llava.lfm2Vl,
  llama4: llama4Seeing,
  llava: llava.llava,
  llava_llama: llava.llava,
  llava_next: llava.llavaNext,
  llava_next_video: llava.llavaNext,
  llava_onevision: llava.llavaNext,
  logics,
  minicpmv: minicpmV,
  minimax_m3_vl: minimaxM3Seeing,
  mistral3: llava.mistral3,
  mllama,
  molmo,
  multi_modality: janus,
  paligemma: llava.paligemma,
  phi3_v: phi3Vision,
  qwen: qwen1,
  qwen2_5_omni: qwen25Omni,
  qwen2_5_omni_thinker: qwen25Omni,
  qwen2_5_vl: qwen25Vl,
  qwen2_audio: qwen2Audio,
  qwen2_vl: qwen2Vl,
  qwen3_5: qwen35,
  qwen3_5_moe: qwen35Moe,
  qwen3_omni_moe: qwen3OmniMoe,
  qwen3_omni_moe_thinker: qwen3OmniMoe,
  qwen3_vl: qwen3Vl,
  qwen3_vl_moe: qwen3VlMoe,
  smolvlm: llava.idefics3,
  step3p7,
  vipllava: llava.vipLlava,
  voxtral,
};
