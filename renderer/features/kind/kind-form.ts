import { readObject } from './edit-yaml.ts';

export interface NodeForm {
  role: string;
  image: string;
  labels: Record<string, unknown>;
  extraMounts: Record<string, unknown>[];
  extraPortMappings: Record<string, unknown>[];
  kubeadmConfigPatches: string[];
  kubeadmConfigPatchesJSON6902: Record<string, unknown>[];
}

/** A kind configuration as the form shows it: `kind.x-k8s.io/v1alpha4`, with nothing where the text is silent. */
export interface KindForm {
  name: string;
  nodes: NodeForm[];
  networking: Record<string, unknown>;
  featureGates: Record<string, unknown>;
  runtimeConfig: Record<string, unknown>;
  kubeadmConfigPatches: string[];
  kubeadmConfigPatchesJSON6902: Record<string, unknown>[];
  containerdConfigPatches: string[];
  containerdConfigPatchesJSON6902: string[];
}

/** The form of a text; null while the text is no YAML with an object in it. */
export function readKindForm(text: string): KindForm | null {
  const config = readObject(text);
  if (!config) return null;
  return {
    name: asText(config['name']),
    nodes: asObjects(config['nodes']).map(readNode),
    networking: asObject(config['networking']),
    featureGates: asObject(config['featureGates']),
    runtimeConfig: asObject(config['runtimeConfig']),
    kubeadmConfigPatches: asTexts(config['kubeadmConfigPatches']),
    kubeadmConfigPatchesJSON6902: asObjects(config['kubeadmConfigPatchesJSON6902']),
    containerdConfigPatches: asTexts(config['containerdConfigPatches']),
    containerdConfigPatchesJSON6902: asTexts(config['containerdConfigPatchesJSON6902']),
  };
}

function readNode(node: Record<string, unknown>): NodeForm {
  return {
    role: asText(node['role']) || 'control-plane',
    image: asText(node['image']),
    labels: asObject(node['labels']),
    extraMounts: asObjects(node['extraMounts']),
    extraPortMappings: asObjects(node['extraPortMappings']),
    kubeadmConfigPatches: asTexts(node['kubeadmConfigPatches']),
    kubeadmConfigPatchesJSON6902: asObjects(node['kubeadmConfigPatchesJSON6902']),
  };
}

/** Whether two configurations say the same, whatever their names, comments and order of lines. */
export function saysTheSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => {
    const form = readKindForm(text);
    return form && JSON.stringify({ ...form, name: '' });
  });
  return one !== null && one === other;
}

function asText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asObjects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(asText) : [];
}
