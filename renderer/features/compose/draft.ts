import { type Document, isMap, type Node, parseAllDocuments } from 'yaml';
import type { EndpointDraft } from '../../../engine/contract/views/workbench.ts';

/** The composer's fields, each with its path in an AIMEndpoint. */
export const fieldPaths = {
  name: ['metadata', 'name'],
  namespace: ['metadata', 'namespace'],
  modelId: ['spec', 'model', 'id'],
  autoSelect: ['spec', 'recipe', 'autoSelect'],
  gpuCount: ['spec', 'recipe', 'gpuCount'],
  precision: ['spec', 'recipe', 'precision'],
  backend: ['spec', 'recipe', 'backend'],
  hardware: ['spec', 'hardware'],
  minReplicas: ['spec', 'scaling', 'minReplicas'],
  serviceType: ['spec', 'service', 'type'],
  port: ['spec', 'service', 'port'],
} as const;

export type FieldName = keyof typeof fieldPaths;
/** New values by field; null takes the field out of the document. */
export type FieldChanges = Partial<Record<FieldName, string | number | boolean | null>>;

const emptyDocument = 'apiVersion: aim.engine.amd.com/v1alpha1\nkind: AIMEndpoint\nmetadata: {}\nspec: {}\n';
const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer'] as const;

/** What a new draft starts as. */
export function newDraft(): string {
  const text = emptyDocument.replaceAll(' {}', '');
  return writeFields(text, {
    name: suggestName('Qwen/Qwen2.5-7B-Instruct'),
    namespace: 'default',
    modelId: 'Qwen/Qwen2.5-7B-Instruct',
    autoSelect: true,
    minReplicas: 1,
    serviceType: 'ClusterIP',
    port: 8000,
  });
}

/** The fields as the text says them, defaults where it is silent; null while the text is no YAML with an object in it. */
export function readDraft(text: string): EndpointDraft | null {
  const document = endpointDocument(parseAllDocuments(text));
  if (!document) return null;
  const value = (field: FieldName): unknown => document.getIn(fieldPaths[field]);
  return {
    name: asText(value('name')),
    namespace: asText(value('namespace')) || 'default',
    modelId: asText(value('modelId')),
    recipe: {
      autoSelect: value('autoSelect') !== false,
      gpuCount: asNumber(value('gpuCount')),
      precision: asText(value('precision')) || null,
      backend: asText(value('backend')) || null,
      gpu: asText(value('hardware')) || null,
    },
    minReplicas: asNumber(value('minReplicas')) ?? 1,
    serviceType: serviceTypes.find((type) => type === value('serviceType')) ?? 'ClusterIP',
    port: asNumber(value('port')) ?? 8000,
  };
}

/** The text with some fields changed; comments, order and fields that the composer does not know stay as they are. */
export function writeFields(text: string, changes: FieldChanges): string {
  const documents = parseAllDocuments(text.trim() === '' ? emptyDocument : text);
  const document = endpointDocument(documents);
  if (!document || !('length' in documents)) return text;
  for (const [field, value] of Object.entries(changes) as [FieldName, FieldChanges[FieldName]][]) {
    if (value === null || value === undefined) document.deleteIn(fieldPaths[field]);
    else setIn(document, fieldPaths[field], value);
  }
  return documents.map((each) => each.toString({ lineWidth: 0, indentSeq: hasIndentedLists(text) })).join('');
}

/** A name for an endpoint of this model, valid in Kubernetes: `Qwen/Qwen2.5-7B-Instruct` gives `qwen2-5-7b-instruct`. */
export function suggestName(modelId: string): string {
  const last = modelId.split('/').at(-1) ?? '';
  const name = last.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return name
    .replace(/^[-0-9]+/, '')
    .slice(0, 50)
    .replace(/-+$/, '');
}

/** The first AIMEndpoint of the stream, or the only document there is; undefined where the YAML is broken or holds no object. */
function endpointDocument(documents: ReturnType<typeof parseAllDocuments>): Document<Node, boolean> | undefined {
  if (!('length' in documents) || documents.some((document) => document.errors.length > 0)) return undefined;
  const objects = documents.filter((document) => isMap(document.contents));
  return objects.find((document) => document.get('kind') === 'AIMEndpoint') ?? (objects.length === 1 ? objects[0] : undefined);
}

// `spec:` without a value is null in YAML, and nothing can be set inside null.
function setIn(document: Document<Node, boolean>, path: readonly string[], value: unknown): void {
  for (let depth = 1; depth < path.length; depth += 1) {
    const parent = path.slice(0, depth);
    if (!isMap(document.getIn(parent))) document.setIn(parent, document.createNode({}));
  }
  document.setIn(path, value);
}

function hasIndentedLists(text: string): boolean {
  return !/^( *)[^\s#-][^\n]*:[ ]*\n\1- /m.test(text);
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
