import { createServer } from 'node:net';
import { SlipwayError } from '../engine/contract/errors.ts';

export interface PortWish {
  /** What the person asked for: exactly this one, or any free one for 0. */
  asked: number | undefined;
  /** Tried first where nothing was asked for. */
  preferred: number;
  /** What listens there, and how it is chosen, for the error's sentence. */
  purpose: string;
  flag: string;
}

/**
 * A port on 127.0.0.1 that is free now. Without a wish the preferred one, or any free one where it is taken.
 * Rejects with `port_in_use` when the port that was asked for is taken, `invalid_input` when it is no port.
 */
export async function choosePort(wish: PortWish): Promise<number> {
  if (wish.asked === undefined) return (await tryPort(wish.preferred)) ?? (await anyPort());
  if (!Number.isInteger(wish.asked) || wish.asked < 0 || wish.asked > 65535) throw notAPort(wish);
  if (wish.asked === 0) return anyPort();
  const port = await tryPort(wish.asked);
  if (port === null) throw portInUse(wish);
  return port;
}

/** The sentence for a port that someone else listens on. */
function portInUse({ asked, purpose, flag }: PortWish): SlipwayError {
  return new SlipwayError('port_in_use', `Port ${asked} for ${purpose} is in use by another program.`, {
    fix: `Stop that program, choose another port with ${flag}, or leave ${flag} out to get a free one.`,
  });
}

function notAPort({ asked, flag }: PortWish): SlipwayError {
  return new SlipwayError('invalid_input', `${flag} ${asked} is not a port.`, { fix: 'Give a number from 0 (any free port) to 65535.' });
}

async function anyPort(): Promise<number> {
  const port = await tryPort(0);
  if (port === null) throw new SlipwayError('internal', 'The system gives no free port on 127.0.0.1.');
  return port;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : null;
      probe.close(() => resolve(found));
    });
  });
}
