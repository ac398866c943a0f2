/** Embeddings at one end of a decoder, what it puts out at the other, and what it is thus for. */
import type { ConfigFields } from '../../config/fields.ts';
import type { Names } from '../family.ts';
import type { Layout, Tensor } from '../layout.ts';
import { matrix, root } from './place.ts';

interface Ends {
  readonly hidden: number;
  readonly vocabulary: number;
  /** Whether the output layer is the embedding, where the config does not say. */
  readonly tied: boolean;
  readonly embedding?: string | undefined;
  readonly headBias?: boolean | undefined;
  /** How a reward model puts out its value; `layered` where not said. */
  readonly rewardHead?: 'layered' | 'single' | undefined;
}

/** Token embeddings and the head that the architecture names. */
export function ends(fields: ConfigFields, names: Names, shape: Ends): { tensors: Tensor[]; purpose: Layout['purpose'] } {
  const { vocabulary: rows, hidden: columns, embedding = 'embed_tokens' } = shape;
  const head = headOf(fields, names, shape);
  return {
    tensors: [...matrix({ path: names.model }, embedding, { rows, columns, role: 'embedding' }), ...head.tensors],
    purpose: head.purpose,
  };
}

function headOf(fields: ConfigFields, names: Names, shape: Ends): { tensors: Tensor[]; purpose: Layout['purpose'] } {
  const { hidden: columns, vocabulary: rows } = shape;
  const architecture = fields.architectures[0] ?? '';
  if (/(SequenceClassification|TokenClassification)$/.test(architecture)) {
    const bias = architecture.endsWith('TokenClassification');
    return { tensors: matrix(root, 'score', { rows: labels(fields), columns, role: 'head', bias }), purpose: 'score' };
  }
  if (/RewardModel$/.test(architecture))
    return { tensors: shape.rewardHead === 'single' ? singleValue(columns) : rewardHead(columns), purpose: 'score' };
  if (/[a-z0-9]Model$/.test(architecture) && !/LMHeadModel$/.test(architecture)) return { tensors: [], purpose: 'embed' };
  const tied = fields.flag('tie_word_embeddings', shape.tied);
  const purpose = architecture.endsWith('ForMaskedLM') ? 'embed' : 'generate';
  return { tensors: tied ? [] : matrix(root, names.head, { rows, columns, role: 'head', bias: shape.headBias }), purpose };
}

/** Qwen's reward models: two layers to one value. https://huggingface.co/Qwen/Qwen2.5-Math-RM-72B (modeling_qwen2_rm.py) */
function rewardHead(hidden: number): Tensor[] {
  return [
    ...matrix(root, 'score.0', { rows: hidden, columns: hidden, role: 'head', bias: true }),
    ...matrix(root, 'score.2', { rows: 1, columns: hidden, role: 'head', bias: true }),
  ];
}

/** One value from the last state. https://huggingface.co/internlm/internlm2-7b-reward (modeling_internlm2.py) */
function singleValue(hidden: number): Tensor[] {
  return matrix(root, 'v_head', { rows: 1, columns: hidden, role: 'head' });
}

/** As many as `id2label` names; two where nothing is said. https://huggingface.co/docs/transformers/main_classes/configuration */
export function labels(fields: ConfigFields): number {
  const named = fields.raw('id2label');
  if (typeof named === 'object' && named !== null) return Object.keys(named).length;
  return fields.countOr('num_labels', 2);
}
