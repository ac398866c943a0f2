/** Who asks. */
export interface User {
  name: string;
  groups: string[];
  /** Of a service account. */
  uid?: string;
  /** What else is known, such as by which certificate or token. */
  extra?: Record<string, string[]>;
}

/** Where `extra` says by which certificate or token a user came. */
export const CREDENTIAL = 'authentication.kubernetes.io/credential-id';
