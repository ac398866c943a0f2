import { initialTransition, transition } from 'xstate';
import type { StepView } from '../contract/views/endpoint.ts';
import { type DeploymentFacts, type DeploymentStepId, deploymentStepIds, type StepFact } from './deployment-facts.ts';
import { deploymentMachine, stepOfState } from './deployment-machine.ts';

/** The deployment's steps as people see them: pure, so that they are the same after a restart. */
export function deploymentSteps(facts: DeploymentFacts): StepView[] {
  const { current, outcome } = standing(facts);
  const reached = deploymentStepIds.indexOf(current);
  return deploymentStepIds.map((id, index) => {
    const fact = facts.steps[id];
    const startedAt = index === 0 ? facts.createdAt : startOf(fact, latestEnd(facts, index));
    if (index < reached || outcome === 'done') return step(id, 'done', { message: null, startedAt, endedAt: fact.at });
    if (index > reached) return step(id, 'waiting', { message: null, startedAt: null, endedAt: null });
    if (outcome === 'failed') return step(id, 'failed', { message: fact.message, startedAt, endedAt: fact.at });
    return step(id, 'running', { message: fact.message, startedAt, endedAt: null });
  });
}

const titles: Record<DeploymentStepId, string> = {
  accepted: 'Accept the resource',
  recipe: 'Choose a recipe',
  scheduled: 'Find a node',
  started: 'Start the container',
  loaded: 'Load the model',
  routed: 'Route the gateway',
  ready: 'Ready',
};

function standing(facts: DeploymentFacts): { current: DeploymentStepId; outcome: 'done' | 'failed' | 'running' } {
  const [initial] = initialTransition(deploymentMachine, { facts });
  const [snapshot] = transition(deploymentMachine, initial, { type: 'observed', facts });
  const current = stepOfState[String(snapshot.value)] ?? 'accepted';
  if (snapshot.hasTag('done')) return { current, outcome: 'done' };
  return { current, outcome: snapshot.hasTag('failed') ? 'failed' : 'running' };
}

function startOf({ from = null }: StepFact, before: number | null): number | null {
  return from === null || before === null ? before : Math.max(before, from);
}

// A step starts when the last of those before it ended: observations may carry times out of order (a pod that was replaced).
function latestEnd(facts: DeploymentFacts, index: number): number | null {
  const ends = deploymentStepIds.slice(0, index).map((id) => facts.steps[id].at);
  const known = ends.filter((end) => end !== null);
  return known.length === 0 ? null : Math.max(facts.createdAt, ...known);
}

function step(id: DeploymentStepId, state: StepView['state'], rest: Pick<StepView, 'message' | 'startedAt' | 'endedAt'>): StepView {
  return { id, title: titles[id], state, ...rest };
}
