import { expect, test } from 'vitest';
import { configFields, textFields } from '../../../../../engine/domain/size/config/fields.ts';

const llama = { model_type: 'llama', num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32 };

test('all missing fields are named, not only the first', () => {
  const fields = configFields({ model_type: 'llama', num_hidden_layers: 2 });
  const counts = ['num_hidden_layers', 'hidden_size', 'num_attention_heads'].map((field) => fields.count(field));
  expect(counts).toEqual([2, Number.NaN, Number.NaN]);
  expect(fields.missing).toEqual(['hidden_size is missing.', 'num_attention_heads is missing.']);
});

test('null means that a field is left out', () => {
  const fields = configFields({ ...llama, head_dim: null, n_shared_experts: null });
  expect([fields.countOr('head_dim', 128), fields.wholeOr('n_shared_experts', 0), fields.has('head_dim')]).toEqual([128, 0, false]);
  expect(fields.missing).toEqual([]);
});

test.each([
  ['n_layer', 'num_hidden_layers'],
  ['num_layers', 'num_hidden_layers'],
  ['n_embd', 'hidden_size'],
  ['d_model', 'hidden_size'],
  ['n_head', 'num_attention_heads'],
  ['multi_query_group_num', 'num_key_value_heads'],
  ['kv_channels', 'head_dim'],
  ['n_inner', 'intermediate_size'],
  ['ffn_hidden_size', 'intermediate_size'],
  ['padded_vocab_size', 'vocab_size'],
  ['seq_length', 'max_position_embeddings'],
  ['n_routed_experts', 'num_experts'],
  ['num_local_experts', 'num_experts'],
])('%s is read as %s', (old, name) => {
  expect(configFields({ model_type: 'any', [old]: 48 }).count(name)).toBe(48);
});

test.each([
  [{ num_hidden_layers: 0 }, 'num_hidden_layers is 0, less than 1.'],
  [{ num_hidden_layers: -2 }, 'num_hidden_layers is -2, less than 1.'],
  [{ num_hidden_layers: '32' }, 'num_hidden_layers is the text "32", not a number.'],
  [{ num_hidden_layers: 3.5 }, 'num_hidden_layers is 3.5, not a whole number.'],
  [{ num_hidden_layers: Number.NaN }, 'num_hidden_layers is NaN, not a whole number.'],
  [{ num_hidden_layers: 1e18 }, 'num_hidden_layers is 1000000000000000000, more than any model has.'],
  [{ num_hidden_layers: [32] }, 'num_hidden_layers is a list of 1, not a number.'],
  [{ num_hidden_layers: 32, n_layer: 16 }, 'num_hidden_layers is 32, but n_layer is 16: they mean the same.'],
])('%j is refused with the reason', (part, sentence) => {
  const fields = configFields({ model_type: 'llama', ...part });
  expect(fields.count('num_hidden_layers')).toBeNaN();
  expect(fields.missing).toEqual([sentence]);
});

test('layer_types of another length than the layers is a contradiction', () => {
  const fields = configFields({ ...llama, layer_types: ['full_attention', 'sliding_attention'] });
  expect(fields.perLayer('layer_types', 32)).toBeUndefined();
  expect(fields.missing).toEqual(['layer_types names 2 layers, but num_hidden_layers is 32.']);
});

test('the language model is found in its nest, and takes from around it what it leaves out', () => {
  const fields = configFields({
    model_type: 'outer',
    tie_word_embeddings: true,
    hidden_size: 1,
    thinker_config: { text_config: { model_type: 'inner', hidden_size: 2048 } },
  });
  const text = textFields(fields);
  expect([text.modelType, text.count('hidden_size'), text.flag('tie_word_embeddings', false)]).toEqual(['inner', 2048, true]);
  text.count('num_hidden_layers');
  expect(fields.missing).toEqual(['thinker_config.text_config.num_hidden_layers is missing.']);
});

test('a nested tower does not take the language model for itself', () => {
  const fields = configFields({ ...llama, vision_config: { depth: 32 } });
  expect(fields.nested('vision_config')?.has('hidden_size')).toBe(false);
});

test.each([
  [[], "config.json holds a list of 0, not an object with the model's fields."],
  ['text', 'config.json holds the text "text", not an object with the model\'s fields.'],
  [null, "config.json holds null, not an object with the model's fields."],
  [{}, 'config.json is empty: it names neither model_type nor any size.'],
  [{ producer: {}, quantization: {} }, 'This is hf_quant_config.json'],
  [{ metadata: {}, weight_map: {} }, 'This is model.safetensors.index.json'],
  [{ peft_type: 'LORA' }, 'This is adapter_config.json'],
  [{ _class_name: 'Pipeline', _diffusers_version: '1' }, 'This is the config of a diffusion pipeline'],
  [{ tokenizer_class: 'X' }, 'This is tokenizer_config.json'],
])('%j is no config of a model, and is called what it is', (config, sentence) => {
  expect(configFields(config).missing[0]).toContain(sentence);
});
