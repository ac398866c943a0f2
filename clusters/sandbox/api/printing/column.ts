import type { ApiObject } from '../json.ts';

/** One column of a server-side table. */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description?: string;
  /** 0 is always shown, higher ones with `-o wide`. */
  priority?: number;
  cell(object: ApiObject, now: number): string | number | boolean | null;
}
