import { SlipwayError } from '../contract/errors.ts';

/** What it means that a port could not be listened on; any other error stays what it is. */
export function explainListening(error: unknown, { flag, host, port }: { flag: string; host: string; port: number }): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const at = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new SlipwayError('port_in_use', `The operator cannot listen on ${at}: another program does.`, {
      cause: error,
      fix: `Choose another port with ${flag}.`,
    });
  }
  if (code === 'EACCES') {
    return new SlipwayError('forbidden', `The operator may not listen on ${at}.`, {
      cause: error,
      fix: `Choose a port above 1024 with ${flag}.`,
    });
  }
  if (code === 'EADDRNOTAVAIL') {
    return new SlipwayError('invalid_input', `The operator cannot listen on ${at}: this machine has no such address.`, {
      cause: error,
      fix: 'Change --metrics-host.',
    });
  }
  return error;
}
