import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../engine/contract/views/workbench.ts';
import { type ChatObserver, createChatSession } from '../../../renderer/features/chat/chat-session.ts';

const measures = {
  type: 'done',
  finishReason: 'stop',
  promptTokens: 3,
  completionTokens: 2,
  ttftMs: 41,
  tokensPerSecond: 90,
  backend: 'pod-a',
} as const;

describe('a conversation', () => {
  it('streams an answer, then carries its measures', () => {
    const { session, send } = setup();
    const { observer } = send('Hello');
    observer.next({ type: 'delta', text: 'Good ' });
    observer.next({ type: 'delta', text: 'day' });
    expect(session.get().at(-1)).toMatchObject({ content: 'Good day', state: 'streaming' });
    observer.next(measures);
    observer.complete();
    expect(session.get().at(-1)).toMatchObject({ content: 'Good day', state: 'done', measures: { ttftMs: 41 } });
  });

  it('sends what was said before with the next message', () => {
    const { send } = setup();
    const { observer } = send('Hello');
    observer.next({ type: 'delta', text: 'Good day' });
    observer.complete();
    expect(send('And now?').messages).toEqual([
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Good day' },
      { role: 'user', content: 'And now?' },
    ]);
  });

  it('aborts at the reader and keeps what came when it is stopped', () => {
    const { session, send, aborted } = setup();
    send('Hello').observer.next({ type: 'delta', text: 'Good' });
    session.stop();
    expect(aborted()).toBe(1);
    expect(session.get().at(-1)).toMatchObject({ content: 'Good', state: 'stopped' });
  });

  it('shows a failure and lets an answer without a word out of what is sent next', () => {
    const { session, send } = setup();
    send('Hello').observer.error({ code: 'not_ready', message: 'No backend.', problems: [] });
    expect(session.get().at(-1)).toMatchObject({ state: 'failed', error: { message: 'No backend.' } });
    expect(send('Again').messages.map(({ content }) => content)).toEqual(['Hello', 'Again']);
  });

  it('takes one message at a time', () => {
    const { session, send } = setup();
    send('Hello');
    session.send('Impatient', () => () => undefined);
    expect(session.get()).toHaveLength(2);
  });
});

function setup() {
  const session = createChatSession();
  let aborts = 0;
  return {
    session,
    aborted: () => aborts,
    send(text: string): { messages: ChatMessage[]; observer: ChatObserver } {
      let started: { messages: ChatMessage[]; observer: ChatObserver } | undefined;
      session.send(text, (messages, observer) => {
        started = { messages, observer };
        return () => {
          aborts += 1;
        };
      });
      if (!started) throw new Error('The session did not start a completion.');
      return started;
    },
  };
}
