/** The one table of error codes, and the one class that carries them. */

/** Code to what it means at each edge: HTTP status, process exit code, and the sentence's class. */
export const errorCodes = {
  invalid_input: { http: 400, exit: 2 },
  unauthorized: { http: 401, exit: 1 },
  forbidden: { http: 403, exit: 3 },
  not_found: { http: 404, exit: 1 },
  already_exists: { http: 409, exit: 1 },
  conflict: { http: 409, exit: 1 },
  refused: { http: 422, exit: 3 },
  does_not_fit: { http: 422, exit: 3 },
  cancelled: { http: 499, exit: 1 },
  internal: { http: 500, exit: 1 },
  cluster_unreachable: { http: 503, exit: 1 },
  not_ready: { http: 503, exit: 1 },
  timeout: { http: 504, exit: 1 },
  port_in_use: { http: 500, exit: 1 },
  data_directory_denied: { http: 500, exit: 1 },
  data_directory_in_use: { http: 500, exit: 1 },
} as const satisfies Record<string, { http: number; exit: 0 | 1 | 2 | 3 }>;

export type ErrorCode = keyof typeof errorCodes;

/** One thing wrong with an input: where (`spec.scaling.minReplicas`), what, and what to do. */
export interface Problem {
  /** Path in the object, dotted; empty for the whole. */
  field: string;
  message: string;
  fix?: string | undefined;
  /** Line in the YAML that was given, from 1. */
  line?: number | undefined;
}

export interface SlipwayErrorOptions {
  cause?: unknown;
  /** What to do about it, as a sentence. */
  fix?: string | undefined;
  problems?: Problem[] | undefined;
}

/** An error that people read: `message` says what happened, to what and why; `fix` says what to do. */
export class SlipwayError extends Error {
  override readonly name = 'SlipwayError';
  readonly code: ErrorCode;
  readonly fix: string | undefined;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, options: SlipwayErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fix = options.fix;
    this.problems = options.problems ?? [];
  }
}

/** The error as it travels between processes. */
export interface WireError {
  code: ErrorCode;
  message: string;
  fix?: string | undefined;
  problems: readonly Problem[];
}

export function toWire(error: SlipwayError): WireError {
  return { code: error.code, message: error.message, fix: error.fix, problems: error.problems };
}
