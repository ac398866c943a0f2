import { isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import { fieldParts } from './field-path.ts';

/**
 * The line (from 1) at which a field of a YAML node stands; for one that is not written, that of its nearest parent that is.
 */
export function lineOfField(root: Node | null, lines: LineCounter, path: string): number | undefined {
  let node: unknown = root;
  let offset = offsetOf(root);
  for (const part of fieldParts(path)) {
    const found = step(node, part);
    if (!found) break;
    node = found.value;
    offset = found.offset ?? offset;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

function step(node: unknown, part: string | number): { value: unknown; offset: number | undefined } | undefined {
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    return item === undefined ? undefined : { value: item, offset: offsetOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return pair && { value: pair.value, offset: offsetOf(pair.key) };
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
