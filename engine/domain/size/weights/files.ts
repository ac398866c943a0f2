/** Which files of a repository hold its weights once: many keep the same weights in several forms. */
import { isObject } from '../config/objects.ts';

export interface RepositoryFile {
  /** Relative to the repository: `model-00001-of-00002.safetensors`. */
  readonly path: string;
  readonly bytes: number;
}

/** Folders and files with another copy: gpt-oss's original/ and metal/, Mistral's and Meta's own formats, PyTorch's beside safetensors. */
const copies = /(?:^|\/)(?:original|metal|onnx|openvino|coreml|gguf)\/|(?:^|\/)consolidated\b|\.pth$/;

/** Bytes of the files that `index` names, else of those without copies: safetensors, else PyTorch's. Undefined when there are none. */
export function weightFileBytes(files: readonly RepositoryFile[], index?: unknown): number | undefined {
  const sized = files.filter(({ bytes }) => Number.isFinite(bytes) && bytes > 0);
  const shards = shardsIn(index);
  const named = sized.filter(({ path }) => shards.has(path));
  const once = named.length > 0 ? named : sized.filter(({ path }) => !copies.test(path));
  const safetensors = once.filter(({ path }) => path.endsWith('.safetensors'));
  const chosen = safetensors.length > 0 ? safetensors : once.filter(({ path }) => /(?:^|\/)pytorch_model.*\.bin$/.test(path));
  return chosen.length > 0 ? chosen.reduce((total, { bytes }) => total + bytes, 0) : undefined;
}

/** The files in which an index finds its tensors. */
function shardsIn(index: unknown): ReadonlySet<unknown> {
  const map = isObject(index) ? index['weight_map'] : undefined;
  return new Set(isObject(map) ? Object.values(map) : []);
}
