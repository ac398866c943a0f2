/**
 * JSON as model repositories have it: Python writes NaN and Infinity into it (`time_step_limit` of Mamba models), which JSON has not.
 * Throws a SyntaxError for anything else.
 */
export function parseJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    const lenient = withoutPythonNumbers(plain);
    if (lenient === plain) throw error;
    return JSON.parse(lenient);
  }
}

/** Beyond the range of numbers, a literal is read as infinite. Texts are passed over. */
function withoutPythonNumbers(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (found) => {
    if (found.startsWith('"')) return found;
    return { NaN: 'null', Infinity: '1e999', '-Infinity': '-1e999' }[found] ?? found;
  });
}
