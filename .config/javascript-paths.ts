/** `./other.ts`, in an import or a URL, is `./other.js` once types are stripped. */
export function withJavaScriptPaths(source: string): string {
  return source.replaceAll(/(['"])(\.{1,2}\/[^'"\n]+)(?<!\.d)\.tsx?\1/g, '$1$2.js$1');
}
