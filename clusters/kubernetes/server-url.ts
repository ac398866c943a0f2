/** A kubeconfig's server as an address, or undefined when it is none. As in kubectl, without a scheme it is plain HTTP. */
export function serverUrlOf(server: string): URL | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(server)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return undefined;
  const text = scheme === undefined ? `http://${server}` : server;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === '') return undefined;
  url.search = '';
  url.hash = '';
  return url;
}
