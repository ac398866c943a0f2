/** What the window may load and do, as plain data: the numbers are those of Electron's security checklist. */

/** The only origin that the window ever shows. */
export const appOrigin = 'app://slipway';

/**
 * 7: nothing but our own files; no inline or evaluated script, no inline style element.
 * Components position themselves through the style objects of their elements, which no policy has to allow.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** 2, 3, 4, 6: a page without Node, in a context and a process of its own. */
export const webPreferences = {
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** 15: the only links that open in the system's browser. */
const externalHosts = ['kubernetes.io', 'huggingface.co', 'github.com'];

export function mayOpenExternally(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  return url.protocol === 'https:' && url.username === '' && externalHosts.includes(url.hostname);
}

/** 13: the window stays where it is; only paths of our own origin count as inside. */
export function isInside(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  return url.protocol === 'app:' && url.host === 'slipway';
}
