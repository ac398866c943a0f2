/** Bodies of the two generating endpoints, as far as they change what the simulator does. Other fields pass. */
import { z } from 'zod';

const sampling = z.object({
  model: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.int().min(1, 'max_tokens must be at least 1').nullish(),
  min_tokens: z.int().min(0, 'min_tokens must be greater than or equal to 0').nullish(),
  temperature: z.number().min(0, 'temperature must be non-negative').nullish(),
  top_p: z.number().gt(0, 'top_p must be in (0, 1]').max(1, 'top_p must be in (0, 1]').nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  include_stop_str_in_output: z.boolean().nullish(),
  ignore_eos: z.boolean().nullish(),
  n: z.int().nullish(),
  logprobs: z.union([z.boolean(), z.int()]).nullish(),
  prompt_logprobs: z.int().nullish(),
  response_format: z.object({ type: z.string() }).nullish(),
});

const contentPart = z.object({ type: z.string(), text: z.string().optional() });

const message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(contentPart)]).nullish(),
});

/** POST /v1/chat/completions. */
export const chatRequest = sampling.extend({
  messages: z.array(message).min(1, 'List should have at least 1 item after validation, not 0'),
  max_completion_tokens: z.int().min(1, 'max_completion_tokens must be at least 1').nullish(),
  tools: z.array(z.unknown()).nullish(),
  tool_choice: z.union([z.string(), z.object({ type: z.string() })]).nullish(),
});

/** POST /v1/completions. A prompt may be text or token numbers; of several prompts, only one is taken. */
export const completionRequest = sampling.extend({
  prompt: z.union([z.string(), z.array(z.int()), z.array(z.string()), z.array(z.array(z.int()))]),
  echo: z.boolean().nullish(),
  suffix: z.string().nullish(),
  best_of: z.int().nullish(),
});

/** POST /tokenize: a prompt, or messages. */
export const tokenizeRequest = z.union([
  z.object({ model: z.string().nullish(), prompt: z.string() }),
  z.object({ model: z.string().nullish(), messages: z.array(message).min(1) }),
]);

export type Sampling = z.infer<typeof sampling>;
export type ChatRequest = z.infer<typeof chatRequest>;
export type CompletionRequest = z.infer<typeof completionRequest>;
export type Message = z.infer<typeof message>;
