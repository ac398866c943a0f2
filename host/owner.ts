import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { holdProcessLock, type ProcessLock } from '../engine/store/process-locks.ts';

/** This process as the owner of long actions: others see by a lock in the data directory whether it lives. */
export function holdOwner(dataDirectory: string): ProcessLock {
  return holdProcessLock(join(dataDirectory, 'processes'), `${process.pid}-${randomUUID()}`);
}
