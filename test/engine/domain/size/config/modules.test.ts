import { expect, test } from 'vitest';
import { lookUpModule, selectModules } from '../../../../../engine/domain/size/config/quantization/modules.ts';

const gate = 'model.layers.10.mlp.gate';
const gateProjection = 'model.layers.10.mlp.gate_proj';

test.each([
  ['model.layers.10.mlp.gate', gate, true],
  ['model.layers.10.mlp.gate', gateProjection, false],
  ['model.layers.1.mlp.gate', gate, false],
  ['layers.10', gate, true],
  ['model.language_model.layers.10.mlp', gate, true],
  ['gate', gate, true],
  ['gate', gateProjection, false],
  ['model.layers.10*', gate, true],
  ['model.layers.1*', gate, true],
  ['model.layers.2*', gate, false],
  ['*.mlp.*', gate, true],
  ['*.attn.*', gate, false],
  ['model.layers.*.mlp.gate', gate, true],
  ['model.layers.*.mlp.gate', gateProjection, false],
  ['re:.*mlp\\.gate$', gate, true],
  ['re:.*mlp\\.gate$', gateProjection, false],
  ['re:language_model.model.layers.*', gate, true],
  ['lm_head', 'lm_head', true],
  ['layers.10.ffn.gate', gate, true],
  ['model.layers.10.block_sparse_moe.gate', gate, true],
  ['layers.10.mlp.experts.0.w1', 'model.layers.10.mlp.experts.0.gate_proj', true],
  ['re:.*block_sparse_moe.*', 'model.layers.10.block_sparse_moe.gate', true],
  ['language_model.lm_head', 'lm_head', true],
])('the entry %s names %s: %s', (entry, module, expected) => {
  expect(selectModules([entry], fail)(module)).toBe(expected);
});

test.each([
  ['re:(a+)+$', 'The pattern re:(a+)+$ is too involved to be used.'],
  ['re:(.|.)*x', 'The pattern re:(.|.)*x is too involved to be used.'],
  ['re:.*.*.*.*.*.*x', 'The pattern re:.*.*.*.*.*.*x is too involved to be used.'],
  ['*a*a*a*a*a*', 'The pattern *a*a*a*a*a* is too involved to be used.'],
  ['re:(', 'The pattern re:( is no regular expression.'],
])('%s is told and names nothing', (entry, sentence) => {
  const told: string[] = [];
  const selects = selectModules([entry], (problem) => told.push(problem));
  expect([selects(gate), told]).toEqual([false, [sentence]]);
});

test('the longest name that contains a module gives its value', () => {
  const entries = new Map([
    ['layers.0', 'layer'],
    ['layers.0.mlp.experts', 'experts'],
  ]);
  const found = ['model.layers.0.mlp.experts.0.up_proj', 'model.layers.0.self_attn.q_proj', 'model.layers.1.mlp'].map((module) =>
    lookUpModule(entries, module),
  );
  expect(found).toEqual(['experts', 'layer', undefined]);
});

function fail(problem: string): void {
  throw new Error(problem);
}
