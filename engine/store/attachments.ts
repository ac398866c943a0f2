import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** A cluster that somebody else runs, as it is remembered. `clusters/remote/attachments.ts` declares the same shape. */
const attachment = z.object({
  name: z.string(),
  /** The file, absolute. Null: what KUBECONFIG names, else `~/.kube/config`. */
  kubeconfig: z.string().nullable(),
  context: z.string(),
  readOnly: z.boolean(),
  /** The one namespace that is looked at; null: all. */
  namespace: z.string().nullable(),
  simulated: z.boolean(),
});
export type StoredAttachment = z.infer<typeof attachment>;

export interface Attachments {
  /** By name. */
  list(): StoredAttachment[];
  /** Replaces the one of the same name. */
  put(attachment: StoredAttachment): void;
  /** One that is not there is no error. */
  remove(name: string): void;
}

export function createAttachments(database: DatabaseSync): Attachments {
  const select = database.prepare('SELECT name, kubeconfig, context, read_only, namespace, simulated FROM attachments ORDER BY name');
  const replace = database.prepare('INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM attachments WHERE name = ?');
  return {
    list: () => select.all().map(toAttachment),
    put: ({ name, kubeconfig, context, readOnly, namespace, simulated }) =>
      void replace.run(name, kubeconfig, context, Number(readOnly), namespace, Number(simulated)),
    remove: (name) => void remove.run(name),
  };
}

function toAttachment(row: Record<string, unknown>): StoredAttachment {
  return attachment.parse({ ...row, readOnly: row['read_only'] === 1, simulated: row['simulated'] === 1 });
}
