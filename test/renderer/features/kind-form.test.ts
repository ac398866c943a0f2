import { describe, expect, it } from 'vitest';
import { addTo, setAt } from '../../../renderer/features/kind/edit-yaml.ts';
import { readKindForm, saysTheSame } from '../../../renderer/features/kind/kind-form.ts';
import { nodeSummary } from '../../../renderer/features/kind/node-summary.ts';
import { pairsText, readPairs } from '../../../renderer/features/kind/pairs.ts';
import { hostsCommand, mirrorsOf, withMirror } from '../../../renderer/features/kind/registry-mirror.ts';

const text = `# for the demo
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane # the only one
  image: kindest/node:v1.36.3
`;

describe('writing one field of a configuration', () => {
  it('keeps comments, order and the way lists are written', () => {
    expect(setAt(text, ['nodes', 0, 'role'], 'worker')).toBe(text.replace('control-plane', 'worker'));
  });

  it('puts a new name at the top, where people look for it', () => {
    expect(setAt(text, ['name'], 'dev')).toBe(text.replace('nodes:', 'name: dev\nnodes:'));
  });

  it('takes out what was emptied, and its parents when nothing is left in them', () => {
    const written = setAt(text, ['networking', 'ipFamily'], 'dual');
    expect(written).toContain('networking:\n  ipFamily: dual\n');
    expect(setAt(written, ['networking', 'ipFamily'], undefined)).toBe(text);
    expect(setAt(text, ['nodes', 0, 'image'], undefined)).toContain('- role: control-plane # the only one\n');
  });

  it('keeps a node whose last field was taken out, for it is a node still', () => {
    const bare = setAt(setAt(text, ['nodes', 0, 'image'], undefined), ['nodes', 0, 'role'], undefined);
    expect(readKindForm(bare)?.nodes).toHaveLength(1);
  });

  it('writes a new row on lines of its own', () => {
    const row = addTo(text, ['nodes', 0, 'extraPortMappings'], {});
    const filled = setAt(row, ['nodes', 0, 'extraPortMappings', 0, 'hostPort'], 8080);
    expect(filled).toContain('  extraPortMappings:\n  - hostPort: 8080\n');
  });

  it('leaves a text that cannot be read as it is', () => {
    expect(setAt('nodes: [', ['name'], 'dev')).toBe('nodes: [');
  });
});

describe('reading a configuration', () => {
  it('gives every part of v1alpha4, empty where the text is silent', () => {
    const form = readKindForm(setAt(text, ['featureGates', 'DRA'], true));
    expect(form?.featureGates).toEqual({ DRA: true });
    expect(form?.nodes[0]).toMatchObject({ role: 'control-plane', image: 'kindest/node:v1.36.3', labels: {}, extraMounts: [] });
    expect(form?.containerdConfigPatches).toEqual([]);
  });

  it.each(['nodes: [', '- a list', 'just words'])('is null for %j', (broken) => {
    expect(readKindForm(broken)).toBeNull();
  });

  it('bears fields of the wrong kind without falling over', () => {
    expect(readKindForm('nodes: 3\nnetworking: [1]\nfeatureGates: yes')).toMatchObject({ nodes: [], networking: {}, featureGates: {} });
  });

  it('knows a preset under any name', () => {
    expect(saysTheSame(text, setAt(text, ['name'], 'other'))).toBe(true);
    expect(saysTheSame(text, addTo(text, ['nodes'], { role: 'worker' }))).toBe(false);
    expect(saysTheSame('nodes: [', 'nodes: [')).toBe(false);
  });
});

it('pairs are lines, and come back as they were', () => {
  const pairs = { 'slipway.dev/simulated-gpu': 'MI300X', odd: 'a=b' };
  expect(readPairs(pairsText(pairs), 'text')).toEqual(pairs);
  expect(readPairs('DRA=true\nOld=false\n\nhalf', 'boolean')).toEqual({ DRA: true, Old: false, half: '' });
});

it('says in a few words what is special about a node', () => {
  const labels = { 'slipway.dev/simulated-gpu': 'MI300X', 'slipway.dev/simulated-gpu-count': '8' };
  expect(nodeSummary({ labels, extraMounts: [{}], extraPortMappings: [{}, {}], image: '' })).toBe('8 MI300X simulated, 2 ports, 1 mount');
});

describe('a registry mirror', () => {
  const mirror = { registry: 'docker.io', folder: '/srv/certs' };
  it('is a mount of every node, once', () => {
    const two = addTo(text, ['nodes'], { role: 'worker' });
    const once = withMirror(two, mirror);
    expect(mirrorsOf(readKindForm(once) ?? { nodes: [] })).toEqual([mirror]);
    expect(readKindForm(once)?.nodes.map((node) => node.extraMounts.length)).toEqual([1, 1]);
    expect(withMirror(once, mirror)).toBe(once);
    expect(mirrorsOf(readKindForm(withMirror(once, { ...mirror, folder: '/other' })) ?? { nodes: [] })[0]?.folder).toBe('/other');
  });

  it('makes the node that kind would make where none is named', () => {
    expect(readKindForm(withMirror('kind: Cluster\n', mirror))?.nodes[0]).toMatchObject({ role: 'control-plane' });
  });

  it('asks the server that Docker Hub answers under', () => {
    expect(hostsCommand(mirror, 'http://registry:5000')).toContain('server = "https://registry-1.docker.io"');
  });
});
