/** Nodes in what was read: a Node, a List, or no more than a node's labels or resources. */
import type { Node } from 'kubernetes-types/core/v1.d.ts';
import { gpuResource } from '../../../domain/fleet/gpu-resource.ts';

export interface FoundNodes {
  readonly nodes: readonly Node[];
  /** Kinds of objects that are no nodes. */
  readonly others: readonly string[];
}

export function findNodes(value: unknown): FoundNodes {
  if (Array.isArray(value)) return together(value.map(findNodes));
  if (!isRecord(value)) return { nodes: [], others: [] };
  if (Array.isArray(value['items'])) return together(value['items'].map(findNodes));
  const kind = value['kind'];
  if (typeof kind === 'string' && kind !== 'Node') return { nodes: [], others: [kind] };
  const node = nodeOf(value);
  return { nodes: node ? [node] : [], others: [] };
}

function together(found: readonly FoundNodes[]): FoundNodes {
  return { nodes: found.flatMap(({ nodes }) => nodes), others: found.flatMap(({ others }) => others) };
}

function nodeOf(value: Record<string, unknown>): Node | undefined {
  const { metadata, status } = value;
  if (isRecord(metadata)) return manifest(metadata, isRecord(status) ? status : undefined);
  if (isRecord(value['labels']) || isRecord(value['allocatable']) || isRecord(value['capacity'])) return manifest(value, value);
  return bareNode(value);
}

function manifest(metadata: Record<string, unknown>, status: Record<string, unknown> | undefined): Node {
  const { name } = metadata;
  const allocatable = texts(status?.['allocatable']);
  const capacity = texts(status?.['capacity']);
  const tellsResources = allocatable !== undefined || capacity !== undefined;
  return {
    metadata: { ...(typeof name === 'string' ? { name } : {}), labels: texts(metadata['labels']) ?? {} },
    ...(tellsResources ? { status: { ...(allocatable ? { allocatable } : {}), ...(capacity ? { capacity } : {}) } } : {}),
  };
}

/** Labels alone, or resources alone: names with a slash. */
function bareNode(value: Record<string, unknown>): Node | undefined {
  const entries = Object.entries(texts(value) ?? {}).filter(([name]) => name.includes('/'));
  if (entries.length === 0) return undefined;
  const resources = entries.filter(([name]) => gpuResource(name) !== undefined);
  const labels = entries.filter(([name]) => gpuResource(name) === undefined);
  return {
    metadata: { labels: Object.fromEntries(labels) },
    ...(resources.length === 0 ? {} : { status: { allocatable: Object.fromEntries(resources) } }),
  };
}

/** Values that YAML reads as numbers or booleans are texts in labels and quantities. */
function texts(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined;
  const found = Object.entries(value).filter(([, each]) => ['string', 'number', 'boolean'].includes(typeof each));
  return Object.fromEntries(found.map(([name, each]) => [name, String(each)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
