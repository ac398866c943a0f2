/** vLLM would not start. `lines` are what it would have said last. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
