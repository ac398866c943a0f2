import { type ErrorCode, errorCodes } from '../contract/errors.ts';

/** Why a flow ended without its goal, as plain data: it is stored with the flow. */
export interface FlowFailure {
  code: ErrorCode;
  message: string;
  /** What to do about it. */
  fix: string | null;
}

/** What an effect was rejected with. Errors of other layers keep their sentence, and their fix where they have one. */
export function flowFailure(error: unknown): FlowFailure {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error), fix: null };
  const { code, fix } = error as { code?: unknown; fix?: unknown };
  return {
    code: typeof code === 'string' && code in errorCodes ? (code as ErrorCode) : 'internal',
    message: error.message,
    fix: typeof fix === 'string' ? fix : null,
  };
}
