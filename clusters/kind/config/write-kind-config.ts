import { Document, isCollection, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { KindConfig } from './kind-config.ts';
import { clusterShape, type Shape } from './shape.ts';

/**
 * The configuration as YAML that kind reads, its fields in the order of kind's documentation. With the text that it was read from, that
 * text is changed where values differ and kept everywhere else: its comments, order and quotes.
 */
export function writeKindConfig(config: KindConfig, previous?: string): string {
  const value = ordered(config, clusterShape);
  const before = parseDocument(previous ?? '');
  const canChange = before.errors.length === 0 && isMap(before.contents);
  const document: Document = canChange ? before : new Document(value);
  if (isMap(document.contents)) changeMap(document, document.contents, value as Record<string, unknown>);
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/** Without what is undefined, in the order of the shape. */
function ordered(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => ordered(item, 'of' in shape ? shape.of : shape));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  if (shape.type !== 'object') return Object.fromEntries(entries);
  const places = Object.keys(shape.fields);
  const inOrder = entries.toSorted(([one], [other]) => places.indexOf(one) - places.indexOf(other));
  return Object.fromEntries(inOrder.map(([key, field]) => [key, ordered(field, shape.fields[key] ?? { type: 'text' })]));
}

function changeMap(document: Document, map: YAMLMap, wanted: Record<string, unknown>): void {
  for (const pair of [...map.items]) {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    if (!Object.hasOwn(wanted, key)) map.delete(pair.key);
  }
  for (const [key, value] of Object.entries(wanted)) {
    const next = changed(document, map.get(key, true), value);
    if (next !== undefined) map.set(key, next);
  }
}

function changeList(document: Document, list: YAMLSeq, wanted: readonly unknown[]): void {
  list.items.length = Math.min(list.items.length, wanted.length);
  for (const [index, value] of wanted.entries()) {
    const next = changed(document, list.items[index], value);
    if (next !== undefined) list.items[index] = next;
  }
}

/** A node to put in the place of `node`; undefined where that one can stay, perhaps changed inside. */
function changed(document: Document, node: unknown, value: unknown): unknown {
  if (isMap(node) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    changeMap(document, node, value as Record<string, unknown>);
    return undefined;
  }
  if (isSeq(node) && Array.isArray(value)) {
    changeList(document, node, value);
    return undefined;
  }
  if (isScalar(node) && sameScalar(node, value)) return undefined;
  const next = document.createNode(value);
  if (isScalar(node) && isScalar(next)) {
    node.value = next.value;
    delete node.source;
    return undefined;
  }
  if (isCollection(next)) next.flow = false;
  return next;
}

/** A label written without quotes, such as 8, is the text "8" to kind. */
function sameScalar({ value, source }: { value: unknown; source?: string }, wanted: unknown): boolean {
  return value === wanted || (typeof wanted === 'string' && typeof value !== 'string' && (source ?? String(value)) === wanted);
}
