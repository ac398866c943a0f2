import { interrupted } from './interrupted.ts';
import { say } from './output.ts';

/** A command that has started operators here stays with them until Ctrl-C: they end with it. */
export async function stayWithOperators(clusters: readonly string[]): Promise<void> {
  const signal = interrupted();
  say(`The operator of ${clusters.join(', ')} runs here, in this command, until Ctrl-C; slipway serve runs it whenever it is up.`);
  // A signal alone keeps no process.
  const keptAlive = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(keptAlive);
  say('The operator ends. What runs in the cluster goes on.');
}
