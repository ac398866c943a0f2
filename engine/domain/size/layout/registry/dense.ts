/** Which file knows which `model_type`: dense decoders: every token passes every weight. */

import { apertus } from '../families/apertus.ts';
import { cohere, cohere2 } from '../families/cohere.ts';
import { exaone, exaone4 } from '../families/exaone.ts';
import { gemma, gemma2, gemma3, vaultGemma } from '../families/gemma.ts';
import { gemma3n } from '../families/gemma3n.ts';
import { gemma4 } from '../families/gemma4.ts';
import { chatGlm, glm, glm4, glm4Moe, glm4vText } from '../families/glm.ts';
import { arcee, biasedLlama, bitnet, cwm, hyperclovaX, internlm3, llama, mistral, seedOss, smollm3 } from '../families/llama.ts';
import { mimo, mimoV2 } from '../families/mimo.ts';
import { mllamaText } from '../families/mllama.ts';
import { nemotronNas } from '../families/nemotron-nas.ts';
import { baichuan, internlm2, minicpm } from '../families/older-chinese.ts';
import { flexOlmo, olmo, olmo2, olmoe } from '../families/olmo.ts';
import { phi, phi3, phiMoe } from '../families/phi.ts';
import { phi3Small } from '../families/phi3-small.ts';
import { nemotron, persimmon, stablelm, starcoder2 } from '../families/plain-layer-norm.ts';
import { qwen2, qwen2Moe } from '../families/qwen2.ts';
import { qwen3, qwen3Moe } from '../families/qwen3.ts';
import type { Family } from '../family.ts';

export const dense: Readonly<Record<string, Family>> = {
  apertus,
  arcee,
  baichuan,
  bitnet,
  chatglm: chatGlm,
  cohere,
  cohere2,
  cwm,
  exaone,
  exaone4,
  flex_olmo: flexOlmo,
  eurobert: llama,
  gemma,
  gemma2,
  gemma3_text: gemma3,
  gemma3n_text: gemma3n,
  gemma4_text: gemma4,
  gemma4_unified_text: gemma4,
  glm,
  glm4,
  glm4_moe: glm4Moe,
  glm4v_moe_text: glm4Moe,
  glm4v_text: glm4vText,
  granite: llama,
  helium: llama,
  hyperclovax: hyperclovaX,
  internlm: biasedLlama,
  internlm2,
  internlm3,
  iquestcoder: llama,
  jais2: nemotron,
  llama,
  mimo,
  mimo_v2_flash: mimoV2,
  mellum: qwen3Moe,
  minicpm,
  ministral: mistral,
  ministral3: mistral,
  mistral,
  mllama_text_model: mllamaText,
  nemotron,
  'nemotron-nas': nemotronNas,
  olmo,
  olmo2,
  olmo3: olmo2,
  olmoe,
  PanguEmbedded: biasedLlama,
  persimmon,
  phi,
  phi3,
  phi3small: phi3Small,
  phimoe: phiMoe,
  qwen2,
  qwen2_5_omni_text: qwen2,
  qwen2_5_vl_text: qwen2,
  qwen2_moe: qwen2Moe,
  qwen2_vl_text: qwen2,
  qwen3,
  qwen3_moe: qwen3Moe,
  qwen3_vl_moe_text: qwen3Moe,
  qwen3_omni_moe_text: qwen3Moe,
  qwen3_vl_text: qwen3,
  seed_oss: seedOss,
  smollm3,
  stablelm,
  stablelm_epoch: stablelm,
  starcoder2,
  vaultgemma: vaultGemma,
  xverse: llama,
  yi: llama,
};
