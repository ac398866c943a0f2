import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { WireError } from '../../engine/contract/errors.ts';
import { createLatest, type Latest } from './latest.ts';
import { toWireError } from './wire-error.ts';

export interface LatestAnswer<Question, Answer> {
  /** The last question that was answered, and its answer; kept while the next is asked. */
  question: Question | undefined;
  answer: Answer | undefined;
  /** What came instead of an answer, where the last question had none. */
  error: WireError | undefined;
  /** Whether the present question has its answer. */
  settled: boolean;
  /** Asks the present question again. */
  retry(): void;
}

/** The answer to a question that changes while one looks, never more than one on its way. Undefined asks nothing. */
export function useLatest<Question, Answer>(
  question: Question | undefined,
  send: (question: Question) => Promise<Answer>,
): LatestAnswer<Question, Answer> {
  const key = question === undefined ? undefined : JSON.stringify(question);
  const [state, setState] = useState<{ key?: string; question?: Question; answer?: Answer; error?: WireError }>({});
  const latest = useRef<Latest<{ key: string; question: Question }>>(null);
  const sendNow = useEffectEvent(send);
  const current = useEffectEvent(() => question);

  useEffect(() => {
    const asker = createLatest<{ key: string; question: Question }, Answer>(
      ({ question: asked }) => sendNow(asked),
      ({ question: asked, answer, thrown }) =>
        setState((before) =>
          thrown === undefined
            ? { key: asked.key, question: asked.question, answer: answer as Answer }
            : { ...before, key: asked.key, error: toWireError(thrown) },
        ),
    );
    latest.current = asker;
    return () => asker.stop();
  }, []);

  useEffect(() => {
    const asked = current();
    if (key !== undefined && asked !== undefined) latest.current?.ask({ key, question: asked });
  }, [key]);

  function retry(): void {
    if (key !== undefined && question !== undefined) latest.current?.ask({ key, question });
  }

  return { question: state.question, answer: state.answer, error: state.error, settled: key !== undefined && key === state.key, retry };
}
