/** What is wrong with an AIMEndpoint that its schema cannot say. */
import type { Problem } from '../../contract/errors.ts';
import type { Scaling } from '../../domain/endpoint.ts';
import { FieldReader } from '../field-reader.ts';
import { readEngine } from './read-engine.ts';

/** Values that contradict each other, and words that mean nothing here. */
export function contradictions(spec: unknown): Problem[] {
  const reader = new FieldReader({ spec });
  const { minimum, maximum } = readScaling(reader);
  const backend = reader.take<string>('engine', 'spec.recipe.backend', 'spec.servingEngine');
  const problems: Problem[] = [];
  if (maximum !== undefined && minimum > maximum) {
    const message = `minReplicas (${minimum}) is greater than maxReplicas (${maximum}).`;
    problems.push({
      field: reader.origins['scaling.minimum'] ?? 'spec.scaling.minReplicas',
      message,
      fix: 'Raise maxReplicas or lower minReplicas.',
    });
  }
  if (backend !== undefined && readEngine(backend) === undefined) {
    problems.push({
      field: reader.origins['engine'] ?? 'spec.recipe.backend',
      message: `"${backend}" is no engine that AIM recipes run.`,
      fix: 'Use vllm or sglang.',
    });
  }
  return problems;
}

/** Which of two given values counts. */
export function notesOn(spec: unknown): string[] {
  const reader = new FieldReader({ spec });
  const recipe = reader.take<number>('recipe', 'spec.recipe.gpuCount');
  const resources = reader.take<number>('resources', 'spec.resources.gpuCount');
  if (recipe === undefined || resources === undefined || recipe === resources) return [];
  return [`spec.recipe.gpuCount (${recipe}) and spec.resources.gpuCount (${resources}) differ: the recipe's counts.`];
}

/** Bounds of the number of replicas, in whichever form they were written. */
export function readScaling(reader: FieldReader): Scaling {
  return {
    minimum: reader.take<number>('scaling.minimum', 'spec.scaling.minReplicas', 'spec.autoScaling.minReplicas', 'spec.replicas') ?? 1,
    maximum: reader.take<number>('scaling.maximum', 'spec.scaling.maxReplicas', 'spec.autoScaling.maxReplicas'),
  };
}
