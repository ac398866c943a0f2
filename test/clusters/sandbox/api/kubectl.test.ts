import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployments, pods } from '../../../../clusters/kinds.ts';
import { deploymentOf, widgetDefinition, widgets } from '../../../contract/objects.ts';
import { eventually } from '../../../helpers/eventually.ts';
import { type Serving, serve } from './serving.ts';

const isThere = spawnSync('kubectl', ['version', '--client']).status === 0;

describe.skipIf(!isThere)(`kubectl on the sandbox${isThere ? '' : ' (skipped: kubectl is not on PATH)'}`, () => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await serve();
    await serving.cluster.create(pods, {
      metadata: { name: 'web-1', namespace: 'default', labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'example:1' }] },
    });
    // Only a pod that is on a node has logs.
    await serving.cluster.create(pods, {
      metadata: { name: 'placed', namespace: 'kube-system' },
      spec: { nodeName: 'cpu-1', containers: [{ name: 'main', image: 'example:1' }] },
    });
  });
  afterAll(() => serving?.[Symbol.asyncDispose]());

  const manifest = (name: string, spec: object = {}) =>
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', ...deploymentOf(name, 'default', spec) });

  /** Runs kubectl to its end. */
  async function kubectl(line: string, input = ''): Promise<{ code: number; out: string; err: string }> {
    const child = spawn('kubectl', line.split(' '), { env: { ...process.env, KUBECONFIG: serving.kubeconfig, HOME: serving.folder } });
    const texts = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      texts.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      texts.err += chunk;
    });
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    return { code, ...texts };
  }

  it.each([
    ['get namespaces', /NAME +STATUS +AGE\ndefault +Active/],
    ['get pods', /NAME +READY +STATUS +RESTARTS +AGE\nweb-1 +0\/1 +Pending +0/],
    ['get pods -o wide', /NOMINATED NODE +READINESS GATES\nweb-1 .*<none> +<none> +<none>/],
    ['get pod web-1 -o yaml', /kind: Pod\n[\s\S]*restartPolicy: Always/],
    ['get pods -o json', /"kind": "List"/],
    ['get pods -l app=web -o name', /^pod\/web-1\n$/],
    ['get pods -l app=other -A', /^$/],
    ['get pods --field-selector status.phase=Pending -o name', /^pod\/web-1\n$/],
    ['get svc -A', /default +kubernetes +ClusterIP +10\.96\.0\.1 +<none> +443\/TCP/],
    ['describe pod web-1', /Name: +web-1\n[\s\S]*QoS Class: +BestEffort/],
    ['logs placed -n kube-system', /^line 1\nline 2\nline 3\n$/],
    ['logs placed -n kube-system --tail=1 -f', /^line 3\n$/],
    ['explain pods.spec.containers', /FIELD: containers <\[\]Container>/],
    ['api-resources', /deployments +deploy +apps\/v1 +true +Deployment/],
    ['api-versions', /apps\/v1\n[\s\S]*\nv1\n/],
    ['auth can-i delete pods', /^yes\n$/],
    ['get --raw /readyz', /^ok$/],
  ])('kubectl %s', async (line, expected) => {
    const { code, out, err } = await kubectl(line);
    expect(code, err).toBe(0);
    expect(out).toMatch(expected);
  });

  it.each([
    ['create namespace made', /namespace\/made created/],
    ['create deployment made --image=example:1 --replicas=2', /deployment.apps\/made created/],
    ['create configmap made --from-literal=a=b', /configmap\/made created/],
    ['create secret generic made --from-literal=a=b', /secret\/made created/],
    ['create serviceaccount made', /serviceaccount\/made created/],
    ['create service clusterip made --tcp=80:8080', /service\/made created/],
    ['expose deployment made --name=exposed --port=80', /service\/exposed exposed/],
    ['run made --image=example:1 --port=80', /pod\/made created/],
  ])('kubectl %s', async (line, expected) => {
    const { out, err } = await kubectl(line);
    expect(out + err).toMatch(expected);
  });

  it('understands what kubectl sends as protobuf as well as JSON', async () => {
    const { spec } = await serving.cluster.get(deployments, { namespace: 'default', name: 'made' });
    expect(spec).toMatchObject({ replicas: 2, revisionHistoryLimit: 10, selector: { matchLabels: { app: 'made' } } });
    expect(spec?.template.spec?.containers).toMatchObject([{ name: 'example', image: 'example:1', imagePullPolicy: 'IfNotPresent' }]);
    const { out } = await kubectl('get service made -o jsonpath={.spec.ports}');
    expect(JSON.parse(out)).toEqual([{ name: '80-8080', port: 80, protocol: 'TCP', targetPort: 8080 }]);
  });

  it.each([
    ['an unknown field', { replica: 1 }, 'strict decoding error: unknown field "spec.replica"'],
    ['negative replicas', { replicas: -1 }, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    ['a wrong type', { replicas: 'two' }, 'cannot unmarshal string into'],
  ])('refuses %s and says where', async (_what, spec, message) => {
    const { code, err } = await kubectl('apply -f -', manifest('refused', spec));
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('applies, diffs, changes, waits for and deletes a deployment', async () => {
    expect((await kubectl('apply -f -', manifest('story'))).out).toBe('deployment.apps/story created\n');
    expect((await kubectl('apply -f -', manifest('story'))).out).toBe('deployment.apps/story unchanged\n');
    const diff = await kubectl('diff -f -', manifest('story', { replicas: 3 }));
    expect([diff.code, diff.out]).toEqual([1, expect.stringContaining('+  replicas: 3')]);
    for (const line of ['scale deployment story --replicas=2', 'label deployment story a=b', 'annotate deployment story c=d']) {
      expect((await kubectl(line)).code, line).toBe(0);
    }
    expect((await kubectl('set image deployment/story main=example:2')).code).toBe(0);
    const { metadata, spec } = await serving.cluster.get(deployments, { namespace: 'default', name: 'story' });
    expect([metadata.labels?.['a'], metadata.annotations?.['c'], spec?.replicas]).toEqual(['b', 'd', 2]);
    expect(spec?.template.spec?.containers[0]?.image).toBe('example:2');
    expect((await kubectl('delete deployment story')).out).toContain('"story" deleted');
    expect((await kubectl('wait --for=delete deployment/story --timeout=5s')).code).toBe(0);
  });

  it('applies on the server, and names the other manager in a conflict', async () => {
    expect((await kubectl('apply --server-side -f -', manifest('ssa', { replicas: 1 }))).out).toBe(
      'deployment.apps/ssa serverside-applied\n',
    );
    const rival = await kubectl('apply --server-side --field-manager=rival -f -', manifest('ssa', { replicas: 2 }));
    expect([rival.code, rival.err]).toEqual([1, expect.stringContaining('conflict with "kubectl": .spec.replicas')]);
    expect((await kubectl('apply --server-side --field-manager=rival --force-conflicts -f -', manifest('ssa', { replicas: 2 }))).code).toBe(
      0,
    );
  });

  it('says that a kind is unknown, as the real server does', async () => {
    const stranger = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'one', namespace: 'default' } };
    const { code, err } = await kubectl('apply -f -', JSON.stringify(stranger));
    expect(code).toBe(1);
    expect(err).toContain('no matches for kind "ServiceMonitor" in version "monitoring.coreos.com/v1"');
  });

  it('serves a custom kind as soon as its definition is there', async () => {
    const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', ...widgetDefinition() };
    await kubectl('apply -f -', JSON.stringify(definition));
    expect((await kubectl(`wait --for=condition=Established crd/widgets.${widgets.group} --timeout=5s`)).code).toBe(0);
    const widget = { apiVersion: `${widgets.group}/v1`, kind: 'Widget', metadata: { name: 'one' }, spec: { model: 'm' } };
    expect((await kubectl('apply -f -', JSON.stringify(widget))).out).toBe(`widget.${widgets.group}/one created\n`);
    expect((await kubectl('explain widgets.spec')).out).toContain('model\t<string> -required-');
    expect((await kubectl(`delete crd widgets.${widgets.group}`)).code).toBe(0);
    expect((await kubectl('get widgets')).err).toMatch(/could not find|doesn't have a resource type/);
  });

  it('shows changes as they happen with get -w', async () => {
    const child = spawn('kubectl', ['get', 'pods', '-w', '--no-headers'], {
      env: { ...process.env, KUBECONFIG: serving.kubeconfig, HOME: serving.folder },
    });
    let seen = '';
    child.stdout.on('data', (chunk) => {
      seen += chunk;
    });
    await eventually(() => seen.includes('web-1'));
    await serving.cluster.patch(
      pods,
      { namespace: 'default', name: 'web-1' },
      { type: 'merge', body: { status: { phase: 'Running' } } },
      { subresource: 'status' },
    );
    await eventually(() => /web-1.*Running/.test(seen));
    child.kill();
    await once(child, 'close');
  });
});
