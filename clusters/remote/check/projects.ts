/** How projects are recognised: by the kinds that they add, and by the Deployment that tells their version. */
import type { Project } from './cluster-check.ts';

export interface ProjectSigns {
  project: Project;
  /** API groups whose kinds are its own. */
  groups: readonly string[];
  /** Its foremost kind, plural: others share some groups (Argo), or install only a part. */
  resource: string;
  /** Annotations or labels of that kind's definition that hold the version. */
  versionKeys?: readonly string[];
  /** Selects its Deployments; absent for what runs nothing. */
  selector?: string;
  /** The image, among those of the Deployments, whose tag is the version. */
  image?: RegExp;
}

const versionLabel = 'app.kubernetes.io/version';

/**
 * Kinds: the projects' definitions. Labels and images: kserve config/manager, volcano-sh/kthena charts/kthena/charts/workload,
 * amd-enterprise-ai/aim-engine config/manager, istio manifests/charts/istio-control/istio-discovery, argo-cd manifests/base/server,
 * flux install manifests, cert-manager deploy/charts, prometheus-operator example/rbac. Version annotations:
 * https://gateway-api.sigs.k8s.io/concepts/versioning/ and prometheus-operator's generated definitions.
 */
export const projects: readonly ProjectSigns[] = [
  {
    project: 'KServe',
    groups: ['serving.kserve.io'],
    resource: 'inferenceservices',
    selector: 'control-plane=kserve-controller-manager',
    image: /kserve-controller/,
  },
  {
    project: 'Kthena',
    groups: ['workload.serving.volcano.sh', 'networking.serving.volcano.sh'],
    resource: 'modelservings',
    versionKeys: [versionLabel],
    selector: 'app.kubernetes.io/component=kthena-controller-manager',
    image: /kthena-controller-manager/,
  },
  {
    project: 'AIM Engine',
    groups: ['aim.eai.amd.com'],
    resource: 'aimservices',
    selector: 'app.kubernetes.io/name=aim-engine',
    image: /aim-engine/,
  },
  {
    project: 'Istio',
    groups: ['networking.istio.io', 'security.istio.io'],
    resource: 'virtualservices',
    selector: 'app=istiod',
    image: /pilot/,
  },
  {
    project: 'Gateway API',
    groups: ['gateway.networking.k8s.io'],
    resource: 'gateways',
    versionKeys: ['gateway.networking.k8s.io/bundle-version'],
  },
  {
    project: 'Prometheus',
    groups: ['monitoring.coreos.com'],
    resource: 'prometheuses',
    versionKeys: ['operator.prometheus.io/version'],
    selector: 'app.kubernetes.io/name in (prometheus-operator, prometheus)',
    image: /prometheus-operator|prom\/prometheus|prometheus\/prometheus/,
  },
  {
    project: 'cert-manager',
    groups: ['cert-manager.io'],
    resource: 'certificates',
    versionKeys: [versionLabel],
    selector: 'app.kubernetes.io/name=cert-manager',
    image: /cert-manager-controller/,
  },
  {
    project: 'Argo CD',
    groups: ['argoproj.io'],
    resource: 'applications',
    selector: 'app.kubernetes.io/name=argocd-server',
    image: /argocd/,
  },
  {
    project: 'Flux',
    groups: ['kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io'],
    resource: 'kustomizations',
    versionKeys: [versionLabel],
    selector: 'app.kubernetes.io/part-of=flux',
  },
  {
    project: 'Slipway',
    groups: ['slipway.dev'],
    resource: 'routes',
    selector: 'app.kubernetes.io/part-of=slipway,app.kubernetes.io/component=operator',
    image: /slipway\/operator|slipway-operator/,
  },
];
