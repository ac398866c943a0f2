import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, YAMLMap, YAMLSeq } from 'yaml';

/** Where a value is: `['nodes', 0, 'role']`. */
export type YamlPath = readonly (string | number)[];

/**
 * The text with one value set, or with undefined taken out; comments, order and everything else stay as they are. Maps and lists that
 * are missing on the way are made; what is empty after taking out goes too. A text that cannot be read comes back as it was.
 */
export function setAt(text: string, path: YamlPath, value: unknown): string {
  return edited(text, (document) => {
    if (value === undefined) takeOut(document, path);
    else put(document, path, value);
  });
}

/** The text with a value at the end of a list. */
export function addTo(text: string, path: YamlPath, value: unknown): string {
  return edited(text, (document) => {
    const list = document.getIn(path, true);
    if (isSeq(list)) list.add(document.createNode(value));
    else put(document, path, [value]);
  });
}

/** What the text says, as plain data; undefined while it cannot be read or is no object. */
export function readObject(text: string): Record<string, unknown> | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  return document.toJS() as Record<string, unknown>;
}

function edited(text: string, change: (document: Document) => void): string {
  const document: Document = parseDocument(text);
  if (document.errors.length > 0) return text;
  if (!isMap(document.contents)) document.contents = new YAMLMap();
  change(document);
  return document.toString({ lineWidth: 0, indentSeq: /^( *)[^\s#-][^\n]*:[ ]*\n\1 +- /m.test(text) });
}

function put(document: Document, path: YamlPath, value: unknown): void {
  for (let depth = 1; depth < path.length; depth += 1) {
    const parent = path.slice(0, depth);
    const present = document.getIn(parent, true);
    if (!isMap(present) && !isSeq(present)) document.setIn(parent, typeof path[depth] === 'number' ? new YAMLSeq() : new YAMLMap());
    // `{}` is the only way to write an empty one, and no reason to write what comes into it on one line.
    else if (present.items.length === 0) present.flow = false;
  }
  const isNewName = path.length === 1 && path[0] === 'name' && !document.has('name');
  document.setIn(path, isPlain(value) ? value : document.createNode(value));
  if (isNewName) moveBehindKind(document);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

// People look for the name at the top.
function moveBehindKind(document: Document): void {
  if (!isMap(document.contents)) return;
  const { items } = document.contents;
  const name = items.pop();
  const last = items.findLastIndex((item) => ['kind', 'apiVersion'].includes(keyOf(item)));
  if (name) items.splice(last + 1, 0, name);
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function takeOut(document: Document, path: YamlPath): void {
  document.deleteIn(path);
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const parent = path.slice(0, depth);
    const present = document.getIn(parent, true);
    const isEmpty = (isMap(present) || isSeq(present)) && present.items.length === 0;
    // An empty node of the cluster is still a node: only its parts go with their last value.
    if (!isEmpty || typeof parent.at(-1) === 'number') return;
    document.deleteIn(parent);
  }
}
