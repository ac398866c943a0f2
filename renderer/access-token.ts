const storageKey = 'slipway-token';

/**
 * The token that `slipway serve` printed as `#token=...`. It is moved to the tab's own storage and taken out of the address,
 * so that neither the history nor a copied link carries it. Null when there is none.
 */
export function takeAccessToken(): string | null {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem(storageKey, given);
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return sessionStorage.getItem(storageKey);
}

export function forgetAccessToken(): void {
  sessionStorage.removeItem(storageKey);
}
