/** The Helm chart, made from the same objects as every installation. */
import { customResourceDefinitionsOfSlipway } from '../../../../dialects/definitions.ts';
import { renderYaml, yamlOf } from '../yaml.ts';
import { checksTemplate } from './checks.ts';
import { notesTemplate } from './notes.ts';
import { chartTemplates } from './templates.ts';
import { valuesSchema, valuesYaml } from './values.ts';

const generated = '# Generated from engine/operator/install by `npm run generate`. Do not edit.\n';

/** Every file of the chart: path in its folder, and text. */
export function chartFiles(version: string): Map<string, string> {
  const templates = [...chartTemplates()].map(([name, text]) => [`templates/${name}`, `${generated}${text}`] as const);
  const definitions = customResourceDefinitionsOfSlipway().map(
    (definition) => [`crds/${definition.metadata?.name}.yaml`, generated + renderYaml([definition])] as const,
  );
  return new Map([
    ['Chart.yaml', generated + yamlOf(about(version))],
    ['values.yaml', generated + valuesYaml(version)],
    ['values.schema.json', `${JSON.stringify(valuesSchema(), undefined, 2)}\n`],
    ['templates/checks.yaml', generated + checksTemplate()],
    ['templates/NOTES.txt', notesTemplate],
    ...templates,
    ...definitions,
  ]);
}

function about(version: string): object {
  return {
    apiVersion: 'v2',
    name: 'slipway',
    description: 'Serves models on Kubernetes: an operator, and a gateway in front of all models.',
    type: 'application',
    version,
    appVersion: version,
    // `sleep` before a container is stopped.
    kubeVersion: '>=1.30.0-0',
    keywords: ['inference', 'gpu', 'openai', 'operator'],
  };
}
