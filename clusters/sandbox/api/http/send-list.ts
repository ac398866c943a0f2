import type { EntryList } from '../requests/read.ts';
import type { Resource } from '../resource.ts';
import type { Call } from './call.ts';
import { drained } from './drained.ts';
import { encodeList, encodingOf } from './encode.ts';
import { sendText } from './respond.ts';

/** So many objects are put together at a time: a long list is never there as a whole. */
const PIECE = 32;

/** Answers with a list; a long one goes out piece by piece, as fast as the client reads it. */
export async function sendList(call: Call, resource: Resource, list: EntryList): Promise<void> {
  const encoding = encodingOf(call, resource);
  const { response, signal } = call;
  if (list.entries.length <= PIECE || encoding.form === 'table') return sendText(response, 200, encodeList(list, encoding));
  // Each piece is a list of its own, whose items are cut out.
  const pieceAt = (from: number) => encodeList({ ...list, entries: list.entries.slice(from, from + PIECE) }, encoding);
  const begin = encodeList({ ...list, entries: [] }, encoding).slice(0, -END.length);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  for (let from = 0; from < list.entries.length && !signal.aborted; from += PIECE) {
    const items = pieceAt(from).slice(begin.length, -END.length);
    if (!response.write(`${from === 0 ? begin : ','}${items}`)) await drained(call);
  }
  response.end(END);
}

const END = ']}';
