import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaces } from '../../../clusters/kinds.ts';
import { controlPlaneSubject, type FlowSubject, sandboxSubject } from '../../helpers/flow-clusters.ts';
import { gaps } from '../gaps.ts';
import { type Kubectl, kubectlOn } from './run.ts';
import type { Step } from './step.ts';
import { story } from './table.ts';

const { skip } = controlPlaneSubject;

describe.skipIf(skip !== undefined)(`kubectl says on the sandbox what it says on a real server${skip ? ` (skipped: ${skip})` : ''}`, () => {
  const started = new AsyncDisposableStack();
  const namespace = `story-${Math.random().toString(36).slice(2, 8)}`;
  let sandbox: Kubectl;
  let real: Kubectl;

  const start = async (subject: FlowSubject): Promise<Kubectl> => {
    const { cluster, kubeconfigPath } = started.use(await subject.open());
    await cluster.create(namespaces, { metadata: { name: namespace } });
    return started.use(await kubectlOn(kubeconfigPath, namespace));
  };

  beforeAll(async () => {
    [sandbox, real] = await Promise.all([start(sandboxSubject), start(controlPlaneSubject)]);
  });
  afterAll(() => started.disposeAsync());

  const declare = (step: Step, number: number): void => {
    const name = `${number}. kubectl ${step.line}`;
    const gap = gaps.find(({ topic, test }) => topic === 'kubectl' && test === `kubectl ${step.line}`);
    const compare = async (): Promise<void> => {
      const [ours, theirs] = await Promise.all([sandbox.run(step), real.run(step)]);
      expect(ours).toEqual(theirs);
    };
    if (gap) it.fails(`${name} (a gap: ${gap.reason})`, compare);
    else it(name, compare);
  };

  for (const { chapter, steps } of story) {
    describe(chapter, () => {
      for (const [index, step] of steps.entries()) declare(step, index + 1);
    });
  }
});
