import { parseJson } from '../../../engine/contract/parse-json.ts';

/** A model of one's own, as pasted: kept in this tab, never in the address. */
export interface OwnModel {
  /** Its row's name. */
  name: string;
  config: Record<string, unknown>;
  /** Of all weight files; absent: computed from the shapes. */
  filesBytes?: number;
}

export type OwnReading = { ok: true; own: OwnModel } | { ok: false; problem: string };

/** Reads a pasted config.json and, where given, the size of the weight files in GB (of 10^9 bytes, as the Hub shows it). */
export function readOwnModel(text: string, filesGB: number | null): OwnReading {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    return {
      ok: false,
      problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}. Paste the whole config.json.`,
    };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      ok: false,
      problem: 'This is JSON, but not an object. Paste the whole config.json of the model, from its first { to its last }.',
    };
  }
  const config = value as Record<string, unknown>;
  if ('weight_map' in config) {
    return { ok: false, problem: 'This is model.safetensors.index.json, the list of weights. Paste config.json, which lies beside it.' };
  }
  const filesBytes = filesGB !== null && filesGB > 0 ? { filesBytes: Math.round(filesGB * 1e9) } : {};
  return { ok: true, own: { name: nameOf(config), config, ...filesBytes } };
}

function nameOf(config: Record<string, unknown>): string {
  const path = config['_name_or_path'];
  if (typeof path === 'string' && path.trim() !== '') return `${path} (pasted)`;
  const type = config['model_type'];
  return typeof type === 'string' && type !== '' ? `${type} (pasted)` : 'pasted config.json';
}
