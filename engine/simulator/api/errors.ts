/** Errors in the words and the shape of vLLM's OpenAI-compatible server. */
import type { z } from 'zod';

/** `{"error": {...}}` with its HTTP status. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: string;
  readonly param: string | null;

  constructor(status: number, message: string, { type = 'BadRequestError', param = null as string | null } = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
  }
}

export function errorBody({ message, type, param, status }: ApiError): string {
  return JSON.stringify({ error: { message, type, param, code: status } });
}

export function modelNotFound(model: string): ApiError {
  return new ApiError(404, `The model \`${model}\` does not exist.`, { type: 'NotFoundError', param: 'model' });
}

/** Bodies that fail the schema, as pydantic would list what is wrong. */
export function validationError(error: z.ZodError): ApiError {
  const lines = error.issues.map(({ path, message, input }) => {
    const place = ['body', ...path].map((step) => (typeof step === 'number' ? step : `'${String(step)}'`)).join(', ');
    const missing = input === undefined;
    return `  {'type': '${missing ? 'missing' : 'value_error'}', 'loc': (${place}), 'msg': '${missing ? 'Field required' : message}'}`;
  });
  const count = `${lines.length} validation error${lines.length === 1 ? '' : 's'}`;
  return new ApiError(400, `${count}:\n${lines.join('\n')}`, { type: 'Bad Request' });
}

export function invalidJson(reason: string): ApiError {
  return new ApiError(
    400,
    `1 validation error:\n  {'type': 'json_invalid', 'loc': ('body', 0), 'msg': 'JSON decode error', 'ctx': {'error': '${reason}'}}`,
    {
      type: 'Bad Request',
    },
  );
}

/** A prompt that alone fills or exceeds the context. */
export function promptTooLong(promptTokens: number, maxModelLen: number): ApiError {
  return new ApiError(
    400,
    `This model's maximum context length is ${maxModelLen} tokens. However, your request has ${promptTokens} input tokens. ` +
      'Please reduce the length of the input messages.',
    { param: 'input_tokens' },
  );
}

/** A prompt that fits, with more tokens asked for than remain. */
export function answerTooLong({
  promptTokens,
  maxTokens,
  maxModelLen,
}: {
  promptTokens: number;
  maxTokens: number;
  maxModelLen: number;
}): ApiError {
  return new ApiError(
    400,
    `'max_tokens' or 'max_completion_tokens' is too large: ${maxTokens}. This model's maximum context length is ${maxModelLen} tokens ` +
      `and your request has ${promptTokens} input tokens (${maxTokens} > ${maxModelLen} - ${promptTokens}).`,
    { param: 'max_tokens' },
  );
}
