import { expect, test } from 'vitest';
import { explainListening } from '../../../engine/operator/port-in-use.ts';

const at = { flag: '--webhook-port', host: '0.0.0.0', port: 443 };

test.each([
  ['EADDRINUSE', 'The operator cannot listen on 0.0.0.0:443: another program does.', 'Choose another port with --webhook-port.'],
  ['EACCES', 'The operator may not listen on 0.0.0.0:443.', 'Choose a port above 1024 with --webhook-port.'],
  ['EADDRNOTAVAIL', 'The operator cannot listen on 0.0.0.0:443: this machine has no such address.', 'Change --metrics-host.'],
])('%s is told as a sentence with what to do', (code, message, fix) => {
  const cause = Object.assign(new Error(code), { code });
  expect(explainListening(cause, at)).toMatchObject({ message, fix, cause });
});

test('an error of another kind stays what it is', () => {
  const error = new Error('something else');
  expect(explainListening(error, at)).toBe(error);
});
