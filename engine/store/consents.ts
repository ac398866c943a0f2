import type { DatabaseSync } from 'node:sqlite';

/** That a person allows a program, which a context names for its credentials, to be run. */
export interface StoredConsent {
  context: string;
  /** The file; empty: what KUBECONFIG names, else `~/.kube/config`. */
  kubeconfig: string;
  program: string;
}

export interface Consents {
  list(): StoredConsent[];
  put(consent: StoredConsent): void;
  /** One that is not there is no error. */
  remove(consent: StoredConsent): void;
}

export function createConsents(database: DatabaseSync): Consents {
  const select = database.prepare('SELECT context, kubeconfig, program FROM consents ORDER BY context, kubeconfig, program');
  const insert = database.prepare('INSERT OR IGNORE INTO consents VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM consents WHERE context = ? AND kubeconfig = ? AND program = ?');
  return {
    list: () => select.all().map(toConsent),
    put: ({ context, kubeconfig, program }) => void insert.run(context, kubeconfig, program),
    remove: ({ context, kubeconfig, program }) => void remove.run(context, kubeconfig, program),
  };
}

function toConsent(row: Record<string, unknown>): StoredConsent {
  return { context: String(row['context']), kubeconfig: String(row['kubeconfig']), program: String(row['program']) };
}
