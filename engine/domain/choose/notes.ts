/** What to know about the chosen option: estimates against it, which number won, what is waited for, repaired arguments. */
import type { Endpoint } from '../endpoint.ts';
import type { JudgedOption } from './option.ts';

export function notesOf(chosen: JudgedOption, endpoint: Endpoint): string[] {
  const notes = [givenCount(endpoint), chosen.warning, otherMetric(chosen, endpoint), shortened(chosen), waiting(chosen, endpoint)];
  return [...notes.filter((note) => note !== undefined), ...chosen.repairs];
}

function givenCount({ recipe }: Endpoint): string | undefined {
  if (!recipe.automatic || recipe.gpuCount === undefined) return undefined;
  return `The GPU count of ${recipe.gpuCount} that was given wins over automatic selection, which chose the rest.`;
}

/** Only where it was asked for: latency is no more than the default. */
function otherMetric({ recipe }: JudgedOption, { recipe: { metric } }: Endpoint): string | undefined {
  if (metric === undefined || recipe.metric === undefined || recipe.metric === metric) return undefined;
  return `The endpoint asks for ${metric}; the best recipe here is one for ${recipe.metric}.`;
}

function shortened({ shortenedTo, configuration: { gpuCount } }: JudgedOption): string | undefined {
  if (shortenedTo === undefined) return undefined;
  const gpus = gpuCount === 1 ? 'this GPU' : `${gpuCount} of these GPUs`;
  return `The context is ${shortenedTo} tokens: no more fits on ${gpus}.`;
}

function waiting({ places, kind, configuration }: JudgedOption, { scaling }: Endpoint): string | undefined {
  const replicas = Math.max(1, scaling.minimum);
  if (places >= replicas) return undefined;
  const free = Math.max(0, ...(kind?.nodes.map((node) => node.free) ?? []));
  return `Free GPUs suffice for ${places} of ${replicas} replicas now (${configuration.gpuCount} each on one node; the most free is ${free}).`;
}
