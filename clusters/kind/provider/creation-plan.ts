import { type ProvideRequest, ProviderError } from '../../provider.ts';
import { type OptionDescription, optionProblems } from '../../provider-options.ts';
import { type KindConfig, kindApiVersion, nodesOf, type Problem } from '../config/kind-config.ts';
import { parseKindConfig } from '../config/parse-kind-config.ts';
import { validateKindConfig } from '../config/validate-kind-config.ts';
import type { KindRecord } from './record.ts';

export const createOptions: readonly OptionDescription[] = [
  {
    name: 'config',
    type: 'text',
    label: 'Configuration',
    help: 'The cluster as kind.x-k8s.io/v1alpha4 has it, in YAML. Absent: one node.',
  },
  {
    name: 'image',
    type: 'text',
    label: 'Node image',
    help: 'What all nodes run, in place of what the configuration says. Absent: the one that kind was released with.',
    pattern: '\\S+',
  },
];

/** A cluster as it will be made. */
export interface CreationPlan {
  name: string;
  /** What kind gets. */
  text: string;
  config: KindConfig;
  image: string | undefined;
}

const oneNode = `kind: Cluster\napiVersion: ${kindApiVersion}\nnodes:\n  - role: control-plane\n`;

/** Reads what was asked for; what an interrupted creation was asked for goes on where nothing is said. Rejects what kind would refuse. */
export function planCreation(name: string, { options = {} }: ProvideRequest, interrupted: KindRecord | undefined): CreationPlan {
  const problems = optionProblems(createOptions, options);
  if (problems.length > 0) throw new ProviderError('InvalidOptions', problems.join(' '), { fix: 'Correct these options.' });
  const said = { config: textOf(options['config']), image: textOf(options['image']) };
  const text = said.config ?? interrupted?.config ?? '';
  const image = said.image ?? (said.config === undefined ? interrupted?.image : undefined);
  return { name, text: text.trim() === '' ? oneNode : text, config: configOf(name, text), image };
}

/** What is known of a cluster's configuration, for one that is there; undefined where nothing is. */
export function configOfRecord(record: KindRecord | undefined): KindConfig | undefined {
  if (!record || record.config.trim() === '') return undefined;
  const parsed = parseKindConfig(record.config);
  return 'config' in parsed ? parsed.config : undefined;
}

/** How many containers kind makes of it: with several control planes, one more in front of them. */
export function containerCount(config: KindConfig): number {
  const nodes = nodesOf(config);
  const controlPlanes = nodes.filter(({ role = 'control-plane' }) => role === 'control-plane').length;
  return nodes.length + (controlPlanes > 1 ? 1 : 0);
}

function configOf(name: string, text: string): KindConfig {
  const parsed = parseKindConfig(text.trim() === '' ? oneNode : text);
  if ('problems' in parsed) throw invalid(parsed.problems);
  const problems = validateKindConfig(parsed.config);
  if (problems.length > 0) throw invalid(problems.map((problem) => ({ line: parsed.lineOf(problem.path), ...problem })));
  const written = parsed.config.name;
  if (written !== undefined && written !== name) {
    throw new ProviderError('InvalidOptions', `The configuration is of a cluster "${written}", and "${name}" was asked for.`, {
      fix: 'Take the name out of the configuration, or use the same one.',
    });
  }
  return parsed.config;
}

function invalid(problems: readonly Problem[]): ProviderError {
  const sentences = problems.map(({ line, path, message }) => [line && `Line ${line}`, path, message].filter(Boolean).join(': '));
  const fixes = new Set(problems.flatMap(({ fix }) => fix ?? []));
  return new ProviderError('InvalidOptions', `The configuration cannot be used. ${sentences.join(' ')}`, {
    fix: [...fixes].join(' ') || 'Correct it, and try again.',
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
