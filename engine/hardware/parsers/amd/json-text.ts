/** JSON of AMD's tools, before which warnings may be printed. */

export type JsonText = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** The JSON of an output: all of it, or from the first line that begins with a bracket on. */
export function readJson(text: string): JsonText {
  const start = /^[ \t]*[[{]/m.exec(text)?.index;
  if (start === undefined) return { ok: false, why: 'it has no JSON' };
  const end = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'));
  try {
    return { ok: true, value: JSON.parse(text.slice(start, end + 1)) };
  } catch (error) {
    return { ok: false, why: `its JSON is damaged (${error instanceof Error ? error.message.slice(0, 80) : 'unknown'})` };
  }
}
