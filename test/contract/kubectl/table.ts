/** The commands in the order in which they are given: later ones find what earlier ones made. */
import { aDeploymentsLife } from './chapters/a-deployments-life.ts';
import { applying } from './chapters/applying.ts';
import { creating } from './chapters/creating.ts';
import { lookingAround } from './chapters/looking-around.ts';
import { mistakes } from './chapters/mistakes.ts';
import { podsAndNodes } from './chapters/pods-and-nodes.ts';
import type { Step } from './step.ts';

export const story: readonly { chapter: string; steps: readonly Step[] }[] = [
  { chapter: 'looking around', steps: lookingAround },
  { chapter: 'creating', steps: creating },
  { chapter: "a Deployment's life", steps: aDeploymentsLife },
  { chapter: 'applying', steps: applying },
  { chapter: 'pods and nodes', steps: podsAndNodes },
  { chapter: 'mistakes', steps: mistakes },
];
