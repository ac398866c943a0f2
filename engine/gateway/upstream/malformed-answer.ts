/** A model server sent what is no HTTP/1.1 answer, or one whose end cannot be told for certain. The message says where. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
  readonly code = 'MALFORMED_ANSWER';

  constructor(reason: string) {
    super(`its answer is no valid HTTP/1.1: ${reason}`);
  }
}
