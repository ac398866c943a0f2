/** The parts of a field path as API servers write them: `spec.containers[0].name`, `metadata.labels[app.kubernetes.io/name]`, `.spec.model`. */
export function fieldParts(path: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const [, bracketed, plain] of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    if (plain !== undefined) parts.push(plain);
    else if (bracketed !== undefined) parts.push(bracketPart(bracketed));
  }
  return parts;
}

/** The path as we write it: without the leading dot that some servers put first. */
export function plainPath(path: string): string {
  return path.replace(/^\./, '');
}

function bracketPart(text: string): string | number {
  if (/^\d+$/.test(text)) return Number(text);
  return text.replace(/^"(.*)"$/, '$1');
}
