/** The objects of the bench, as the text that is sent: made before time is taken. */

/** About a kilobyte. */
export function configMapText(name: string, value = '0'): string {
  const data = { value, padding: 'a setting with a value of some length\n'.repeat(24) };
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { app: 'bench' } }, data });
}

export function namespaceText(name: string): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/** No scheduler answers to the name, so that it stays as it is while it is read. */
export function podText(name: string): string {
  const resources = { requests: { cpu: '4', memory: '16Gi' }, limits: { memory: '32Gi' } };
  const container = {
    name: 'server',
    image: 'rocm/vllm:bench',
    args: ['--model', 'Qwen/Qwen3-8B', '--max-model-len', '32768'],
    env: [{ name: 'HF_HOME', value: '/models' }],
    ports: [{ name: 'http', containerPort: 8000 }],
    readinessProbe: { httpGet: { path: '/health', port: 'http' }, periodSeconds: 5 },
    resources,
  };
  const metadata = { name, labels: { app: 'bench', model: 'qwen3-8b' }, annotations: { 'example.com/owner': 'bench' } };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { schedulerName: 'none', containers: [container] } });
}
