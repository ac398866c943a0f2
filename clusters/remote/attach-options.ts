/** What `attach` may be told, and what it makes of it. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../kubernetes/kubeconfig/load.ts';
import { ProviderError } from '../provider.ts';
import { type OptionDescription, type OptionValues, optionProblems } from '../provider-options.ts';
import type { Attachment } from './attachments.ts';

export const attachOptions: readonly OptionDescription[] = [
  {
    name: 'kubeconfig',
    type: 'text',
    label: 'Kubeconfig',
    help: 'The file. Absent: what KUBECONFIG names, else ~/.kube/config.',
  },
  { name: 'context', type: 'text', label: 'Context', help: 'Which cluster and user of the kubeconfig. Absent: the current one.' },
  { name: 'readOnly', type: 'flag', label: 'Read-only', help: 'Nothing in the cluster is changed from here.', default: false },
  {
    name: 'namespace',
    type: 'text',
    label: 'Namespace',
    help: 'Only this namespace is looked at: for people who are not administrators. Absent: all.',
    // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
    pattern: '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?',
  },
  {
    name: 'simulated',
    type: 'flag',
    label: 'Simulated',
    help: 'Its GPUs are made up: models are simulated instead of run.',
    default: false,
  },
];

/** What is asked for; which context that is may still be open. Throws `ProviderError` `InvalidName` or `InvalidOptions`. */
export function readAttachOptions(
  name: string,
  options: OptionValues,
  environment: Environment,
): Omit<Attachment, 'context'> & { context: string | undefined } {
  checkName(name);
  const problems = optionProblems(attachOptions, options);
  if (problems.length > 0) throw new ProviderError('InvalidOptions', problems.join(' '));
  const kubeconfig = textOf(options, 'kubeconfig');
  return {
    name,
    kubeconfig: kubeconfig === undefined ? null : absolutePath(kubeconfig, environment),
    context: textOf(options, 'context'),
    readOnly: options['readOnly'] === true,
    namespace: textOf(options, 'namespace') ?? null,
    simulated: options['simulated'] === true,
  };
}

/** Contexts have names of many forms (`arn:aws:eks:...`), and clusters may be called like them. */
function checkName(name: string): void {
  if (/^[^\s\p{Cc}-](?:[^\p{Cc}]{0,251}[^\s\p{Cc}])?$/u.test(name)) return;
  throw new ProviderError('InvalidName', `A cluster cannot be called "${name}".`, {
    fix: 'Give it a name of at most 253 characters on one line that does not begin with "-" or end with a space.',
  });
}

/** As a shell would have it: people type `~/prod.yaml` into forms too. */
function absolutePath(path: string, environment: Environment): string {
  if (!/^~(?:[/\\]|$)/.test(path)) return resolve(path);
  return join(environment['HOME'] ?? homedir(), path.slice(1));
}

function textOf(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
