import type { Problem as ConfigProblem, KindConfig } from '../../clusters/kind/config/kind-config.ts';
import { kindApiVersion } from '../../clusters/kind/config/kind-config.ts';
import { parseKindConfig } from '../../clusters/kind/config/parse-kind-config.ts';
import { validateKindConfig } from '../../clusters/kind/config/validate-kind-config.ts';
import { writeKindConfig } from '../../clusters/kind/config/write-kind-config.ts';
import { presetOf, presets } from '../../clusters/kind/presets/presets.ts';
import type { Problem } from '../../engine/contract/errors.ts';
import type { KindRequest } from '../../engine/services/kind/kind-host.ts';

export interface ReadKindRequest {
  config: KindConfig;
  /** As kind will get it: the person's own text, where there is one, with the name and the image in it. */
  yaml: string;
  problems: Problem[];
}

/** The configuration that a request means: its own, that of its preset, or one node. Pure. */
export function readKindRequest({ name, config: given, preset = 'single', image }: KindRequest): ReadKindRequest {
  if (given !== undefined) return readGiven(given, name, image);
  const chosen = presetOf(preset);
  if (chosen) return complete(chosen.config(), { name, image });
  const known = presets.map(({ id }) => id).join(', ');
  return {
    ...complete(emptyConfig, { name, image }),
    problems: [{ field: 'preset', message: `There is no preset "${preset}".`, fix: `There are: ${known}.` }],
  };
}

const emptyConfig: KindConfig = { kind: 'Cluster', apiVersion: kindApiVersion };

function readGiven(text: string, name: string, image: string | undefined): ReadKindRequest {
  const parsed = parseKindConfig(text);
  if ('problems' in parsed) return { config: emptyConfig, yaml: text, problems: parsed.problems.map((problem) => problemOf(problem)) };
  const { name: written } = parsed.config;
  if (written !== undefined && written !== name) {
    const message = `The configuration is of a cluster "${written}", and "${name}" is asked for.`;
    return {
      config: parsed.config,
      yaml: text,
      problems: [{ field: 'name', message, fix: 'Use the same name, or leave it out of the configuration.' }],
    };
  }
  const completed = complete(parsed.config, { name, image, text });
  return { ...completed, problems: completed.problems.map((problem) => ({ ...problem, line: parsed.lineOf(problem.field) })) };
}

function complete(config: KindConfig, { name, image, text }: { name: string; image?: string | undefined; text?: string }): ReadKindRequest {
  const nodes = config.nodes ?? [{ role: 'control-plane' as const }];
  const completed: KindConfig = {
    ...config,
    name,
    ...(image !== undefined && { nodes: nodes.map((node) => ({ ...node, image: node.image ?? image })) }),
  };
  return { config: completed, yaml: writeKindConfig(completed, text), problems: validateKindConfig(completed).map(problemOf) };
}

function problemOf({ path, message, fix, line }: ConfigProblem): Problem {
  return { field: path, message, ...(fix !== undefined && { fix }), ...(line !== undefined && { line }) };
}
