import { StringDecoder } from 'node:string_decoder';

/** The lines of a byte stream, without their ends; a last one without an end too. Reads no faster than it is asked. */
export async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun: string[] = [];
  for await (const chunk of stream) {
    const pieces = decoder.write(chunk).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      begun.push(piece);
      yield begun.join('').replace(/\r$/, '');
      begun = [];
    }
    begun.push(last);
  }
  const rest = begun.join('') + decoder.end();
  if (rest !== '') yield rest;
}
