import { describe, expect, it } from 'vitest';
import { ClusterUnreachable } from '../../../clusters/api-error.ts';
import { waitAfterLoss, waitAfterRefusal } from '../../../clusters/kubernetes/retry.ts';

describe('a refused request', () => {
  it.each([
    { code: 429, retryAfterSeconds: 2, attempts: 0, expected: 2000 },
    { code: 503, retryAfterSeconds: 1, attempts: 1, expected: 1000 },
    { code: 429, retryAfterSeconds: 900, attempts: 0, expected: 30_000 },
    { code: 429, retryAfterSeconds: 1, attempts: 5, expected: undefined },
    { code: 500, retryAfterSeconds: undefined, attempts: 0, expected: undefined },
    { code: 409, retryAfterSeconds: 1, attempts: 0, expected: undefined },
    { code: 401, retryAfterSeconds: undefined, attempts: 0, expected: 0 },
    { code: 401, retryAfterSeconds: undefined, attempts: 1, expected: undefined },
  ])(
    'of $code that asks for $retryAfterSeconds s is, after $attempts more, sent again in $expected ms',
    ({ code, retryAfterSeconds, attempts, expected }) => {
      const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      expect(waitAfterRefusal({ code, details }, attempts)).toBe(expected);
    },
  );
});

describe('a lost request', () => {
  const lost = (code: string, notSent: boolean) =>
    new ClusterUnreachable('s', 'm', { notSent, cause: Object.assign(new Error(code), { code }) });

  it.each([
    { method: 'GET', code: 'ECONNRESET', notSent: false, attempts: 0, expected: 0 },
    { method: 'GET', code: 'EPIPE', notSent: false, attempts: 1, expected: 100 },
    { method: 'GET', code: 'ECONNRESET', notSent: false, attempts: 3, expected: undefined },
    { method: 'GET', code: 'ECONNREFUSED', notSent: true, attempts: 0, expected: undefined },
    { method: 'GET', code: 'ETIMEDOUT', notSent: false, attempts: 0, expected: undefined },
    { method: 'POST', code: 'ECONNRESET', notSent: false, attempts: 0, expected: undefined },
    { method: 'POST', code: 'ECONNRESET', notSent: true, attempts: 0, expected: 0 },
    { method: 'DELETE', code: 'EPIPE', notSent: false, attempts: 0, expected: undefined },
  ] as const)(
    '$method by $code (not sent: $notSent) is, after $attempts more, sent again in $expected ms',
    ({ method, code, notSent, attempts, expected }) => {
      expect(waitAfterLoss(method, lost(code, notSent), attempts)).toBe(expected);
    },
  );
});
