/** Answers as vLLM writes them: whole, and in chunks. */

/** What all parts of one answer share. */
export interface ResponseHead {
  /** `chatcmpl-...` or `cmpl-...`. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** The name by which the client asked. */
  readonly model: string;
}

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export interface Ending {
  readonly finishReason: 'stop' | 'length';
  readonly stopReason: string | null;
}

/** How one endpoint writes its answers; each returns JSON text. */
export interface ResponseFormat {
  /** Sent before the first token, where the endpoint has such a chunk. */
  opening?(head: ResponseHead): string;
  /** The function that writes a chunk of text: what stays the same is written once, since this runs for every token. */
  chunkWriter(head: ResponseHead): (text: string, ending: Ending | undefined) => string;
  usageChunk(head: ResponseHead, usage: Usage): string;
  whole(head: ResponseHead, answer: { text: string; ending: Ending; usage: Usage }): string;
}

export const chatFormat: ResponseFormat = {
  opening: (head) => chatChunk(head, [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }]),
  chunkWriter: (head) => chunkWriter(`${chatChunk(head, []).slice(0, -2)}{"index":0,"delta":{"content":`, '},'),
  usageChunk: (head, usage) => JSON.stringify({ ...streamHead(head, 'chat.completion.chunk'), choices: [], usage: usageBody(usage) }),
  whole: (head, { text, ending, usage }) =>
    JSON.stringify({
      ...streamHead(head, 'chat.completion'),
      choices: [
        { index: 0, message: { role: 'assistant', content: text, refusal: null, tool_calls: [] }, logprobs: null, ...endingBody(ending) },
      ],
      usage: usageBody(usage),
    }),
};

export const completionFormat: ResponseFormat = {
  chunkWriter: (head) => {
    const start = JSON.stringify({ ...streamHead(head, 'text_completion'), choices: [] }).slice(0, -2);
    return chunkWriter(`${start}{"index":0,"text":`, ',');
  },
  usageChunk: (head, usage) => JSON.stringify({ ...streamHead(head, 'text_completion'), choices: [], usage: usageBody(usage) }),
  whole: (head, { text, ending, usage }) =>
    JSON.stringify({
      ...streamHead(head, 'text_completion'),
      choices: [{ index: 0, text, logprobs: null, ...endingBody(ending), prompt_logprobs: null }],
      usage: usageBody(usage),
    }),
};

function chunkWriter(start: string, afterText: string): (text: string, ending: Ending | undefined) => string {
  return (text, ending) => {
    const end = ending ? JSON.stringify(endingBody(ending)).slice(1) : '"finish_reason":null}';
    return `${start}${JSON.stringify(text)}${afterText}"logprobs":null,${end}]}`;
  };
}

function chatChunk(head: ResponseHead, choices: object[]): string {
  return JSON.stringify({ ...streamHead(head, 'chat.completion.chunk'), choices });
}

function streamHead({ id, created, model }: ResponseHead, object: string): object {
  return { id, object, created, model };
}

function endingBody({ finishReason, stopReason }: Ending): object {
  return { finish_reason: finishReason, stop_reason: stopReason };
}

function usageBody({ promptTokens, completionTokens }: Usage): object {
  return {
    prompt_tokens: promptTokens,
    total_tokens: promptTokens + completionTokens,
    completion_tokens: completionTokens,
    prompt_tokens_details: null,
  };
}
