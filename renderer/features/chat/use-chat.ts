import { useSyncExternalStore } from 'react';
import { useCalls } from '../../live/engine-context.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { toWireError } from '../../live/wire-error.ts';
import { type ChatEntry, type ChatSession, createChatSession } from './chat-session.ts';

export interface ChatSettings {
  model: string;
  maxTokens: number;
  temperature: number;
}

const sessions = new Map<string, ChatSession>();

/** The conversation with one endpoint (by uid), kept while the window is open. */
export function useChat(uid: string) {
  const calls = useCalls();
  const { input } = useCluster();
  const session = sessionOf(uid);
  const entries: readonly ChatEntry[] = useSyncExternalStore(session.subscribe, session.get);
  return {
    entries,
    streaming: entries.at(-1)?.state === 'streaming',
    stop: session.stop,
    clear: session.clear,
    send(text: string, settings: ChatSettings) {
      session.send(text, (messages, observer) => {
        const subscription = calls.chat.complete.subscribe(
          { ...input, ...settings, messages },
          {
            onData: (event) => observer.next(event),
            onError: (thrown) => observer.error(toWireError(thrown)),
            onComplete: () => observer.complete(),
          },
        );
        return () => subscription.unsubscribe();
      });
    },
  };
}

function sessionOf(uid: string): ChatSession {
  const known = sessions.get(uid);
  if (known) return known;
  const session = createChatSession();
  sessions.set(uid, session);
  return session;
}
