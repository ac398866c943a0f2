/** An answer, or why there is none, as a sentence. */
export type Answer<T> = { value: T; refusal?: undefined } | { value?: undefined; refusal: string };

/** A refusal is an answer too: it must not end a whole check. Only calling it off does. */
export async function answerTo<T>(question: Promise<T>, signal: AbortSignal | undefined): Promise<Answer<T>> {
  try {
    return { value: await question };
  } catch (error) {
    signal?.throwIfAborted();
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}
