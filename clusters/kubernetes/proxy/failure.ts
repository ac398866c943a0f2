/** A proxy does not lead to the server. The message is half a sentence. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';

  constructor(proxy: URL, what: string, options?: { cause?: unknown }) {
    // Its user name and password are nobody's business.
    super(`the proxy ${proxy.protocol}//${proxy.host} ${what}`, options);
  }
}

/** A proxy that could not be reached itself. */
export function proxyUnreachable(proxy: URL, error: unknown): ProxyFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = (code && reasons[code]) || message || 'the connection failed';
  return new ProxyFailure(proxy, `cannot be reached: ${why}. Check proxy-url in the kubeconfig, or HTTPS_PROXY`, { cause: error });
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'the name server did not answer',
  ECONNRESET: 'it cut the connection',
  EPIPE: 'it cut the connection',
};

/** The user name and password of a proxy's address. */
export function accountOf(proxy: URL): { user: string; password: string } | undefined {
  if (proxy.username === '' && proxy.password === '') return undefined;
  return { user: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
}
