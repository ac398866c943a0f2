/** Values that stand for what a chart's user says, and the template expressions that take their place. */
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { defaultInstallOptions, type InstallOptions } from '../../options.ts';

const managedBy = 'app.kubernetes.io/managed-by';
const pullSecret = 'placeholder-pull-secret';

/** Each is a valid value of its field, and nothing else is written like it. */
const expressions: Record<string, string> = {
  'placeholder-namespace': '.Release.Namespace',
  'placeholder-scope': 'default .Release.Namespace .Values.scope.namespace',
  'placeholder-version': '.Chart.AppVersion',
  'placeholder-manager': '.Release.Service',
  'placeholder/operator:1': '.Values.images.operator',
  'placeholder/gateway:1': '.Values.images.gateway',
  'placeholder/simulator:1': '.Values.images.simulator',
  'placeholder-operator-replicas': '.Values.replicas.operator',
  'placeholder-gateway-replicas': '.Values.replicas.gateway',
};

export function placeholderOptions(): InstallOptions {
  return defaultInstallOptions('placeholder-version', {
    namespace: 'placeholder-namespace',
    images: { operator: 'placeholder/operator:1', gateway: 'placeholder/gateway:1', simulator: 'placeholder/simulator:1' },
    imagePullSecrets: [pullSecret],
    scope: { kind: 'namespace', namespace: 'placeholder-scope' },
  });
}

/** The object as Helm installs it: Helm is its manager, and numbers are placeholders too. */
export function withPlaceholders(object: KubernetesObject): KubernetesObject {
  const marked = mark(object) as KubernetesObject;
  return object.kind === 'Deployment' ? withReplicas(marked as Deployment) : marked;
}

function mark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mark);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, name === managedBy ? 'placeholder-manager' : mark(field)]));
}

function withReplicas(deployment: Deployment): KubernetesObject {
  const replicas = `placeholder-${deployment.metadata?.labels?.['app.kubernetes.io/component']}-replicas`;
  return { ...deployment, spec: { ...deployment.spec, replicas } } as KubernetesObject;
}

/** The template with expressions in the placeholders' place. Throws for a placeholder that nothing is known of. */
export function withExpressions(template: string): string {
  const listed = template.replaceAll(
    new RegExp(`^( *)- name: ${pullSecret}$`, 'gm'),
    '$1{{- range .Values.imagePullSecrets }}\n$1- name: {{ . | quote }}\n$1{{- end }}',
  );
  const counted = listed.replaceAll(/placeholder-(operator|gateway)-replicas/g, (name) => `{{ ${expressions[name]} }}`);
  const names = Object.keys(expressions).join('|');
  const whole = counted.replaceAll(new RegExp(`(?<=(?:: |- ))(${names})$`, 'gm'), (name) => `{{ ${expressions[name]} | quote }}`);
  const done = whole.replaceAll(new RegExp(names, 'g'), (name) => `{{ ${expressions[name]} }}`);
  const unknown = /.*placeholder.*/.exec(done);
  if (unknown) throw new Error(`Nothing is known of the placeholder in \`${unknown[0]}\`.`);
  return done;
}
