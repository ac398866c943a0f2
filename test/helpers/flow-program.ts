/**
 * Runs one flow of three steps over a store, and tells how far it is by a line each. `hold` names the step that never ends, so
 * that the process can be killed in it. Each step makes a file in the folder, and the clean-up removes them: what a killed
 * process leaves is real.
 *
 *     node flow-program.ts FOLDER start|resume|cleanUp HOLD
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { silentLog } from '../../clusters/log.ts';
import { createFlows } from '../../engine/services/flows/flows.ts';
import { holdProcessLock } from '../../engine/store/process-locks.ts';
import { openStore } from '../../engine/store/store.ts';
import { type StepName, threeStepFlow } from '../engine/services/flows/flow-world.ts';

const [folder = '', action = 'start', hold = ''] = process.argv.slice(2);
const steps = ['first', 'second', 'third'] as const;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const make = (step: StepName) => async () => {
  appendFileSync(join(folder, 'attempts'), `${step}\n`);
  writeFileSync(join(folder, `${step}.made`), '');
  say(step);
  // Longer than any test: whoever waits for the line kills the process.
  if (step === hold) await new Promise((resolve) => setTimeout(resolve, 600_000));
};
const clean = async (): Promise<void> => {
  say('clean');
  if (hold === 'clean') await new Promise((resolve) => setTimeout(resolve, 600_000));
  for (const step of steps) rmSync(join(folder, `${step}.made`), { force: true });
};

const owner = holdProcessLock(join(folder, 'processes'), randomUUID());
const store = openStore(join(folder, 'store.db'));
const flows = createFlows({
  store,
  clock: systemClock,
  newId: () => 'flow',
  definitions: [threeStepFlow({ first: make('first'), second: make('second'), third: make('third'), clean })],
  owner: owner.id,
  ownerAlive: owner.isAlive,
  log: silentLog,
});
const over = new Promise<string>((resolve) => flows.onEnded(({ state }) => resolve(state)));
say('ready');
if (action === 'start') await flows.start('cluster.create', { name: 'dev' });
else if (action === 'resume') await flows.resume('flow');
else await flows.cleanUp('flow');
say(await over);
await flows.close();
store.close();
owner[Symbol.dispose]();
