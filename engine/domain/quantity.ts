/** Kubernetes quantities as numbers, for comparing them. */

const scales: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** `64Gi` in bytes, `500m` in cores; NaN for what is no quantity. */
export function quantityNumber(text: string): number {
  const [, digits, suffix = ''] = /^([0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]{0,2})$/.exec(text.trim()) ?? [];
  return digits === undefined ? Number.NaN : Number(digits) * (scales[suffix] ?? Number.NaN);
}
