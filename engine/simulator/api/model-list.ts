/** The body of GET /v1/models: one entry for each served name. */
export interface ListedServer {
  readonly servedNames: readonly string[];
  /** The model's Hub id or path. */
  readonly modelId: string;
  readonly maxModelLen: number;
  /** Seconds since the epoch. */
  readonly startedAt: number;
}

export function modelList({ servedNames, modelId, maxModelLen, startedAt }: ListedServer): object {
  const data = servedNames.map((id) => ({
    id,
    object: 'model',
    created: startedAt,
    owned_by: 'vllm',
    root: modelId,
    parent: null,
    max_model_len: maxModelLen,
    permission: [],
  }));
  return { object: 'list', data };
}
