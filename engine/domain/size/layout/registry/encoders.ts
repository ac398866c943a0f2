/** Which file knows which `model_type`: encoders, and encoders with decoders. */

import { albert } from '../families/albert.ts';
import { clip, clipTextTower, siglip, visionTower } from '../families/clip.ts';
import { bert, debertaV2, distilbert, electra, mpnet, roberta } from '../families/encoders.ts';
import { gte, modernBert, nomicBert } from '../families/rotary-encoders.ts';
import { bart, whisper } from '../families/speech.ts';
import { t5, umt5 } from '../families/t5.ts';
import type { Family } from '../family.ts';

export const encoders: Readonly<Record<string, Family>> = {
  albert,
  bart,
  bert,
  camembert: roberta,
  clip,
  clip_text_model: clipTextTower,
  clip_vision_model: visionTower,
  'data2vec-text': roberta,
  'deberta-v2': debertaV2,
  distilbert,
  electra,
  gte,
  modernbert: modernBert,
  mpnet,
  mt5: t5,
  new: gte,
  nomic_bert: nomicBert,
  roberta,
  siglip,
  siglip2: siglip,
  siglip_vision_model: visionTower,
  t5,
  umt5,
  whisper,
  'xlm-roberta': roberta,
};
