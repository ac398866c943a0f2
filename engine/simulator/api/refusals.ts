/** What a request may ask that the simulator does not do: said plainly rather than answered wrongly. */
import { ApiError } from './errors.ts';
import type { ChatRequest, CompletionRequest, Sampling } from './request-schema.ts';

/** How the server was started, where it decides what is refused. */
export interface ToolSettings {
  /** `--enable-auto-tool-choice` and `--tool-call-parser` are both set. */
  readonly automaticTools: boolean;
}

/** Throws an ApiError for a chat request that cannot be answered as asked. */
export function refuseChat(request: ChatRequest, { automaticTools }: ToolSettings): void {
  refuseSampling(request);
  const { tools, tool_choice: choice } = request;
  if (!tools || tools.length === 0 || choice === 'none') return;
  if (choice !== undefined && choice !== null && choice !== 'auto') throw notSimulated('tool_choice', 'a forced tool call');
  if (!automaticTools) throw new ApiError(400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set');
}

/** Throws an ApiError for a completion request that cannot be answered as asked. */
export function refuseCompletion(request: CompletionRequest): void {
  refuseSampling(request);
  if (request.echo) throw notSimulated('echo', 'the prompt in the answer');
  if (request.suffix) throw new ApiError(400, 'suffix is not currently supported', { param: 'suffix' });
  if ((request.best_of ?? 1) > 1) throw notSimulated('best_of', 'more than one candidate');
  if (Array.isArray(request.prompt) && typeof request.prompt[0] !== 'number' && request.prompt.length !== 1) {
    throw notSimulated('prompt', `a list of ${request.prompt.length} prompts`);
  }
}

function refuseSampling({
  n,
  logprobs,
  prompt_logprobs: promptLogprobs,
  response_format: format,
  min_tokens: min,
  max_tokens: max,
}: Sampling): void {
  if (n !== undefined && n !== null && n < 1) throw new ApiError(400, `n must be at least 1, got ${n}.`, { param: 'n' });
  if ((n ?? 1) > 1) throw notSimulated('n', 'more than one choice');
  if (logprobs !== undefined && logprobs !== null && logprobs !== false) throw notSimulated('logprobs', 'probabilities of tokens');
  if (promptLogprobs !== undefined && promptLogprobs !== null) throw notSimulated('prompt_logprobs', 'probabilities of tokens');
  if (format && format.type !== 'text') throw notSimulated('response_format', `output as ${format.type}`);
  if (min && max && min > max) throw new ApiError(400, `min_tokens must be less than or equal to max_tokens=${max}, got ${min}.`);
}

function notSimulated(param: string, what: string): ApiError {
  return new ApiError(400, `\`${param}\`: ${what} is not simulated. Leave the field out.`, { param });
}
