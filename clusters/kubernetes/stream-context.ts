import type { Clock } from '../clock.ts';
import type { ConnectionSource } from './connection.ts';

/** What streams into pods are opened with. */
export interface StreamContext {
  source: ConnectionSource;
  clock: Clock;
}
