/**
 * The texts of Warning headers: `299 - "policy/v1beta1 is deprecated"`, several perhaps in one header.
 * What has another form is left out: it is not an API server's.
 * @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5
 */
export function readWarnings(headers: readonly string[]): string[] {
  return headers.flatMap((header) => [...header.matchAll(warning)].map(([, text = '']) => text.replaceAll(/\\(.)/gs, '$1')));
}

/** Code, agent and quoted text; a date may follow. */
const warning = /\b299\s+\S+\s+"((?:[^"\\]|\\.)*)"/gs;
