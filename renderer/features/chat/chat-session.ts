import type { WireError } from '../../../engine/contract/errors.ts';
import type { ChatEvent, ChatMessage } from '../../../engine/contract/views/workbench.ts';

export type ChatMeasures = Extract<ChatEvent, { type: 'done' }>;

/** One message of a conversation, and how its answer went. */
export interface ChatEntry {
  id: number;
  role: ChatMessage['role'];
  content: string;
  state: 'streaming' | 'done' | 'stopped' | 'failed';
  measures: ChatMeasures | null;
  error: WireError | null;
}

export interface ChatObserver {
  next(event: ChatEvent): void;
  error(error: WireError): void;
  complete(): void;
}

/** Starts one completion; what it gives back aborts it. */
export type StartCompletion = (messages: ChatMessage[], observer: ChatObserver) => () => void;

/** A conversation with one endpoint: it goes on while its page is not shown. */
export interface ChatSession {
  get(): readonly ChatEntry[];
  subscribe(onChange: () => void): () => void;
  send(text: string, start: StartCompletion): void;
  stop(): void;
  clear(): void;
}

/** An empty conversation. */
export function createChatSession(): ChatSession {
  let entries: readonly ChatEntry[] = [];
  let abort: (() => void) | null = null;
  let lastId = 0;
  const listeners = new Set<() => void>();

  function change(next: readonly ChatEntry[]): void {
    entries = next;
    for (const listener of listeners) listener();
  }

  function changeLast(update: (entry: ChatEntry) => Partial<ChatEntry>): void {
    const last = entries.at(-1);
    if (last) change([...entries.slice(0, -1), { ...last, ...update(last) }]);
  }

  function settle(state: ChatEntry['state'], error: WireError | null = null): void {
    if (entries.at(-1)?.state === 'streaming') changeLast(() => ({ state, error }));
    abort = null;
  }

  function entry(role: ChatMessage['role'], content: string, state: ChatEntry['state']): ChatEntry {
    lastId += 1;
    return { id: lastId, role, content, state, measures: null, error: null };
  }

  return {
    get: () => entries,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    send(text, start) {
      if (abort) return;
      const asked = [...entries, entry('user', text, 'done')];
      change([...asked, entry('assistant', '', 'streaming')]);
      abort = start(toMessages(asked), {
        next: (event) => changeLast((last) => (event.type === 'delta' ? { content: last.content + event.text } : { measures: event })),
        error: (error) => settle('failed', error),
        complete: () => settle('done'),
      });
    },
    stop() {
      abort?.();
      settle('stopped');
    },
    clear() {
      abort?.();
      abort = null;
      change([]);
    },
  };
}

// An answer that failed before its first word is no part of the conversation.
function toMessages(entries: readonly ChatEntry[]): ChatMessage[] {
  return entries.filter(({ content }) => content !== '').map(({ role, content }) => ({ role, content }));
}
