/**
 * Headers of every answer. Scripts, styles, fonts and connections only from this server: the UI writes no style elements at
 * run time, so that no `unsafe-inline` is needed.
 */
export function securityHeaders(port: number): Record<string, string> {
  const policy = [
    `default-src 'self'`,
    `img-src 'self' data:`,
    // Older browsers do not take 'self' for WebSockets. https://github.com/w3c/webappsec-csp/issues/7
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
