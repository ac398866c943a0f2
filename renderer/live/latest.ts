/** Asks one question at a time; of those that come meanwhile only the last is asked. */
export interface Latest<Question> {
  ask(question: Question): void;
  /** Nothing is told any more. */
  stop(): void;
}

/** What came of a question. */
export type Told<Question, Answer> =
  | { question: Question; answer: Answer; thrown?: undefined }
  | { question: Question; answer?: undefined; thrown: unknown };

/** For values that change faster than they can be answered, such as a slider's: answers come in order, and the last question always gets one. */
export function createLatest<Question, Answer>(
  send: (question: Question) => Promise<Answer>,
  told: (result: Told<Question, Answer>) => void,
): Latest<Question> {
  let busy = false;
  let stopped = false;
  let waiting: { question: Question } | null = null;

  async function run(question: Question): Promise<void> {
    busy = true;
    const result = await send(question).then(
      (answer): Told<Question, Answer> => ({ question, answer }),
      (thrown: unknown): Told<Question, Answer> => ({ question, thrown }),
    );
    busy = false;
    if (stopped) return;
    told(result);
    const next = waiting;
    waiting = null;
    if (next) void run(next.question);
  }

  return {
    ask(question) {
      if (busy) waiting = { question };
      else void run(question);
    },
    stop() {
      stopped = true;
    },
  };
}
