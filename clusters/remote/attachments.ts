/** A cluster that somebody else runs, as it is remembered: where its kubeconfig is, and how it is used. Never a secret. */
export interface Attachment {
  /** As people call it here. */
  name: string;
  /** The file, absolute. Null: what KUBECONFIG names, else `~/.kube/config`. */
  kubeconfig: string | null;
  context: string;
  /** Whether nothing in it may be changed from here. */
  readOnly: boolean;
  /** The one namespace that is looked at; null: all. */
  namespace: string | null;
  /** Whether its GPUs are only made up, as the person said. */
  simulated: boolean;
}

/** Where attachments are kept. */
export interface AttachmentStore {
  list(): Attachment[];
  /** Replaces the one of the same name. */
  put(attachment: Attachment): void;
  /** One that is not there is no error. */
  remove(name: string): void;
}
