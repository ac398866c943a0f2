/** Server-sent events of one answer, at the pace of the client. */
import type { ServerResponse } from 'node:http';
import type { Ending } from '../api/responses.ts';

export interface EventWriter {
  /** `data` as an event of its own. */
  event(data: string): void;
  token(text: string): void;
  /** The last token, then `usage` where there is one, then the end mark. */
  end(text: string, ending: Ending, usage: string | undefined): void;
}

/** While the client does not read, texts gather, and go out as one chunk when it does. */
export function createEventWriter(response: ServerResponse, chunk: (text: string, ending: Ending | undefined) => string): EventWriter {
  let blocked = false;
  let gathered = '';
  let finish: (() => void) | undefined;
  response.on('drain', () => {
    blocked = false;
    if (finish) finish();
    else token('');
  });
  return { event, token, end };

  function event(data: string): void {
    blocked = !response.write(`data: ${data}\n\n`);
  }

  function token(text: string): void {
    gathered += text;
    if (blocked || gathered === '') return;
    const now = gathered;
    gathered = '';
    event(chunk(now, undefined));
  }

  function end(text: string, ending: Ending, usage: string | undefined): void {
    gathered += text;
    finish = () => {
      event(chunk(gathered, ending));
      if (usage !== undefined) event(usage);
      response.end('data: [DONE]\n\n');
    };
    if (!blocked) finish();
  }
}
