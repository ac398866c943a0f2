/** The `data` of each server-sent event of a stream of text, as it completes. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export async function* serverSentEvents(chunks: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held = '';
  for await (const chunk of chunks) {
    const blocks = (held + chunk).replaceAll('\r\n', '\n').split('\n\n');
    held = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = dataOf(block);
      if (data !== '') yield data;
    }
  }
}

function dataOf(block: string): string {
  const lines = block.split('\n').filter((line) => line.startsWith('data:'));
  return lines.map((line) => line.slice('data:'.length).replace(/^ /, '')).join('\n');
}
