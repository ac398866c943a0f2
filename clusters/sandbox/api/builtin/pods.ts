import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import { forbiddenField } from '../causes.ts';
import { type ApiObject, equalJson, typed } from '../json.ts';
import type { Strategy } from '../resource.ts';
import { spacedImageProblem } from './containers.ts';
import { defaultPodSpec, validatePodSpec } from './pod-spec.ts';
import { qualityOfService } from './quality-of-service.ts';

export const podStrategy: Strategy = {
  countsGenerations: true,

  setDefaults(object) {
    const pod = typed<Pod>(object);
    if (!pod.spec) return;
    defaultPodSpec(pod.spec);
    // In templates it stays as it is.
    if (Number(pod.spec.terminationGracePeriodSeconds) < 0) pod.spec.terminationGracePeriodSeconds = 1;
    pod.spec.enableServiceLinks ??= true;
    for (const container of [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])]) defaultRequests(container);
  },

  prepareCreate(object) {
    const pod = typed<Pod>(object);
    if (pod.spec) {
      pod.spec.serviceAccountName ??= 'default';
      pod.spec.serviceAccount ??= pod.spec.serviceAccountName;
    }
    pod.status = { phase: 'Pending', qosClass: qualityOfService(pod.spec) };
  },

  validate(object, previous) {
    const { spec } = typed<Pod>(object);
    const spaced = (spec?.containers ?? []).flatMap(({ image = '' }, index) =>
      spacedImageProblem(image, `spec.containers[${index}].image`),
    );
    const causes = [...validatePodSpec(spec, 'spec'), ...spaced];
    return previous ? [...causes, ...validateChange(typed<Pod>(object), typed<Pod>(previous))] : causes;
  },

  /** A pod that no node has yet, or that is over, needs nobody's confirmation. */
  gracePeriodSeconds(object, asked) {
    const pod = typed<Pod>(object);
    const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (!pod.spec?.nodeName || isOver) return 0;
    return asked ?? pod.spec.terminationGracePeriodSeconds ?? 30;
  },

  selectableFields: {
    'spec.nodeName': (object) => typed<Pod>(object).spec?.nodeName ?? '',
    'spec.restartPolicy': (object) => typed<Pod>(object).spec?.restartPolicy ?? '',
    'spec.schedulerName': (object) => typed<Pod>(object).spec?.schedulerName ?? '',
    'spec.serviceAccountName': (object) => typed<Pod>(object).spec?.serviceAccountName ?? '',
    'status.phase': (object) => typed<Pod>(object).status?.phase ?? '',
    'status.podIP': (object) => typed<Pod>(object).status?.podIP ?? '',
  },
};

/** What is limited and not requested is requested as much as it is limited. */
function defaultRequests({ resources }: Container): void {
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests };
}

const CHANGEABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,' +
  '`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function validateChange(pod: Pod, previous: Pod) {
  return equalJson(fixedPart(pod), fixedPart(previous)) ? [] : [forbiddenField('spec', CHANGEABLE)];
}

function fixedPart(pod: Pod): unknown {
  const { containers, initContainers, activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds, nodeName, ...rest } = pod.spec ?? {
    containers: [],
  };
  const withoutImage = (container: object) => ({ ...container, image: undefined });
  return { ...rest, containers: containers.map(withoutImage), initContainers: initContainers?.map(withoutImage) };
}

/** Binds a pod to a node, as the scheduler asks for it through the `binding` subresource. */
export function bindPod(object: ApiObject, nodeName: string, now: string): void {
  const pod = typed<Pod>(object);
  if (pod.spec) pod.spec.nodeName = nodeName;
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
  pod.status = { ...pod.status, conditions: [...others, { type: 'PodScheduled', status: 'True', lastTransitionTime: now }] };
}
