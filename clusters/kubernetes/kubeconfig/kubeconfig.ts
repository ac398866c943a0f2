/**
 * What kubeconfig files say, merged, with absolute file names.
 * @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 */
export interface Kubeconfig {
  /** Empty when none is named. */
  currentContext: string;
  contexts: ReadonlyMap<string, ContextEntry>;
  clusters: ReadonlyMap<string, ClusterEntry>;
  users: ReadonlyMap<string, UserEntry>;
}

/** As in the file: empty text where it says nothing. */
export interface ContextEntry {
  cluster: string;
  user: string;
  namespace: string;
}

export interface ClusterEntry {
  server: string;
  /** The name that the server's certificate must have, when it is not the address. */
  tlsServerName: string;
  insecure: boolean;
  authority: Material;
  proxyUrl: string;
  disableCompression: boolean;
  /** What a program for credentials may be told about the cluster: the extension of its name. */
  programConfig: unknown;
}

export interface UserEntry {
  certificate: Material;
  key: Material;
  token: string;
  tokenFile: string;
  username: string;
  password: string;
  impersonation: Impersonation;
  program: ProgramEntry | undefined;
  /** The name of a way to sign in that Kubernetes has removed. */
  authProvider: string;
}

/** Bytes in the kubeconfig itself, a file beside it, or neither; a broken kubeconfig has both. */
export interface Material {
  data: Buffer | undefined;
  file: string;
}

export interface Impersonation {
  user: string;
  uid: string;
  groups: readonly string[];
  extra: Readonly<Record<string, readonly string[]>>;
}

/** A program that prints credentials. */
export interface ProgramEntry {
  apiVersion: string;
  command: string;
  args: readonly string[];
  env: readonly { name: string; value: string }[];
  /** How to get the program, in its provider's words. */
  installHint: string;
  provideClusterInfo: boolean;
  /** `Never`, `IfAvailable` or `Always` in a kubeconfig that is right. */
  interactiveMode: string;
  /** The kubeconfig that names the program. */
  origin: string;
}

export const emptyKubeconfig: Kubeconfig = { currentContext: '', contexts: new Map(), clusters: new Map(), users: new Map() };
