import { describe, expect, it } from 'vitest';
import { toUnreachable } from '../../../clusters/kubernetes/unreachable.ts';

function coded(code: string, message = 'technical'): Error {
  return Object.assign(new Error(message), { code });
}

describe('a failed connection, in words', () => {
  it.each([
    ['a refused port', coded('ECONNREFUSED'), 'nothing listens there. Start the cluster'],
    ['an unknown name', coded('ENOTFOUND'), 'its name is not known here. Check the address'],
    ['an untrusted authority', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate-authority-data'],
    ['a wrapped cause', new Error('fetch failed', { cause: coded('ECONNREFUSED') }), 'nothing listens there'],
    ['several addresses tried', new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')]), 'nothing listens there'],
    ['an unknown code', coded('E_STRANGE', 'strange things'), 'strange things. Check that the cluster runs'],
    ['something that is no error', 'text', 'text. Check that the cluster runs'],
  ])('%s', (_, error, expected) => {
    const unreachable = toUnreachable('https://example', error);
    expect(unreachable.message).toContain(`The API server at https://example did not answer: `);
    expect(unreachable.message).toContain(expected);
    expect(unreachable.cause).toBe(error);
  });
});
