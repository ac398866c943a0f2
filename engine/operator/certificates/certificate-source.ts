/** PEM texts. */
export interface ServingCertificate {
  /** With the certificates between it and its authority, where there are some. */
  readonly certificate: string;
  readonly key: string;
}

/** Where the webhooks' certificate comes from, wherever that is. */
export interface CertificateSource extends Disposable {
  current(): ServingCertificate | undefined;
  /** What it waits for, while there is none. */
  missing(): string | undefined;
  /** Called with each new certificate. Returns the way out. */
  onChange(listener: (certificate: ServingCertificate) => void): () => void;
}
