/** What stands after an encoder's last layer: a pooler, a classifier, or the words it was trained to guess. */
import type { ConfigFields } from '../../config/fields.ts';
import type { Layout, Tensor } from '../layout.ts';
import { labels } from './head.ts';
import { matrix, norms, root, vector } from './place.ts';

/** How a type builds its heads; `none`: without a pooler. */
type HeadKind = 'bert' | 'roberta' | 'modernbert' | 'none';

export function encoderPurpose(fields: ConfigFields): Layout['purpose'] {
  return /Classification$/.test(architectureOf(fields)) ? 'score' : 'embed';
}

export function encoderHead(fields: ConfigFields, kind: HeadKind, hidden: number): Tensor[] {
  const architecture = architectureOf(fields);
  if (/SequenceClassification$/.test(architecture)) return classifier(fields, kind, hidden);
  if (/TokenClassification$/.test(architecture)) return linear('classifier', labels(fields), hidden);
  if (/(ForMaskedLM|LMHeadModel|ForPreTraining)$/.test(architecture)) return words(fields, kind, hidden);
  return kind === 'bert' || kind === 'roberta' ? linear('pooler.dense', hidden, hidden) : [];
}

function classifier(fields: ConfigFields, kind: HeadKind, hidden: number): Tensor[] {
  const out = labels(fields);
  if (kind === 'roberta') return [...linear('classifier.dense', hidden, hidden), ...linear('classifier.out_proj', out, hidden)];
  if (kind === 'modernbert')
    return [
      ...matrix(root, 'head.dense', { rows: hidden, columns: hidden, role: 'head' }),
      ...norms(root, ['head.norm'], { width: hidden }),
      ...linear('classifier', out, hidden),
    ];
  return [...linear('pooler.dense', hidden, hidden), ...linear('classifier', out, hidden)];
}

/** The output layer is the embedding; a dense layer, its norm and a bias for each word are its own. */
function words(fields: ConfigFields, kind: HeadKind, hidden: number): Tensor[] {
  if (kind === 'modernbert') {
    return [
      ...matrix(root, 'head.dense', { rows: hidden, columns: hidden, role: 'head' }),
      ...norms(root, ['head.norm'], { width: hidden }),
      ...vector(root, 'decoder', fields.count('vocab_size'), 'bias'),
    ];
  }
  const prefix = kind === 'roberta' ? 'lm_head' : 'cls.predictions.transform';
  return [
    ...linear(`${prefix}.dense`, hidden, hidden),
    ...norms(root, [`${prefix}.LayerNorm`], { width: hidden, bias: true }),
    ...vector(root, prefix, fields.count('vocab_size'), 'bias'),
  ];
}

function linear(name: string, rows: number, columns: number): Tensor[] {
  return matrix(root, name, { rows, columns, role: 'head', bias: true });
}

function architectureOf(fields: ConfigFields): string {
  return fields.architectures[0] ?? '';
}
