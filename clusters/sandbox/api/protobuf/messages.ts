import { readFileSync } from 'node:fs';

export const protobufFile = new URL('../../../../resources/openapi/protobuf.json', import.meta.url);

/** The number, name and type of a field, and how it is held. A `pointer` can be zero without being absent; the fields of what is `inline` are its holder's. */
export type MessageField = [number: number, name: string, type: string, holding: '' | 'pointer' | 'list' | 'map' | 'inline'];

export type Messages = Record<string, MessageField[]>;

let loaded: Map<string, Map<number, MessageField>> | undefined;

/** The fields of a message by their numbers, or undefined for one that is not served. Read at the first call. */
export function fieldsOf(message: string): Map<number, MessageField> | undefined {
  loaded ??= readMessages();
  return loaded.get(message);
}

function readMessages(): Map<string, Map<number, MessageField>> {
  const { messages } = JSON.parse(readFileSync(protobufFile, 'utf8')) as { messages: Messages };
  return new Map(Object.entries(messages).map(([name, fields]) => [name, new Map(fields.map((field) => [field[0], field]))]));
}

/** The message of a published schema: `io.k8s.api.core.v1.Pod` is `k8s.io.api.core.v1.Pod`. */
export function messageNameOf(schemaName: string): string {
  return schemaName.replace(/^io\.k8s\./, 'k8s.io.');
}
