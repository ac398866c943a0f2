/** What a config says that cannot be true together, or of which a layout knows nothing. */
import type { SplitFacts } from '../layout/layout.ts';
import type { ConfigFields } from './fields.ts';

/** Types whose layouts have the attention from one sequence to another: what they attend to is in them. */
const attendAcross: ReadonlySet<string> = new Set([
  't5',
  'mt5',
  'umt5',
  'bart',
  'mbart',
  'marian',
  'pegasus',
  'm2m_100',
  'whisper',
  'moonshine',
  'cohere_asr',
  'mllama',
  'mllama_text_model',
]);

/** Notes them at `fields`; `text` is the language model's part. */
export function noteContradictions(fields: ConfigFields, text: ConfigFields, split: SplitFacts | undefined): void {
  noteCrossAttention(fields, text);
  if (split) noteHeads(fields, split);
  const [perToken, experts] = [text.raw('num_experts_per_tok'), text.raw('num_experts')];
  if (typeof perToken === 'number' && typeof experts === 'number' && experts > 0 && perToken > experts) {
    fields.problem(`num_experts_per_tok is ${perToken}, but there are ${experts} experts.`);
  }
}

function noteCrossAttention(fields: ConfigFields, text: ConfigFields): void {
  if (attendAcross.has(fields.modelType) || attendAcross.has(text.modelType)) return;
  const said = ['add_cross_attention', 'is_encoder_decoder'].find((name) => text.raw(name) === true);
  const layers = text.list('cross_attention_layers')?.length ?? 0;
  if (said === undefined && layers === 0) return;
  const reason = said === undefined ? `cross_attention_layers names ${layers} layers` : `${said} is true`;
  fields.problem(`${reason}, but for ${fields.modelType} it is not known what its cross-attention takes.`);
}

/** Heads share keys and values in equal groups. */
function noteHeads(fields: ConfigFields, { attentionHeads, keyValueHeads }: SplitFacts): void {
  if (keyValueHeads === undefined || keyValueHeads <= 0 || attentionHeads % keyValueHeads === 0) return;
  fields.problem(`num_attention_heads is ${attentionHeads}, no multiple of num_key_value_heads, which is ${keyValueHeads}.`);
}
