import type { CheckRecord } from '../../check-record.ts';
import { simulatedNode } from '../../fleet/simulated-node.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import { simulatedGpusOf } from '../presets/simulated-gpus.ts';
import { gpuMountPath } from './gpu-mounts.ts';
import type { MachineFacts } from './machine-facts.ts';

const toolkit = 'https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html';

/** What real GPUs in nodes need of this machine; and that simulated ones are simulated. */
export function checkGpus(config: KindConfig, facts: MachineFacts): CheckRecord[] {
  return [...simulatedFleet(config), ...passThrough('nvidia', config, facts), ...passThrough('amd', config, facts)];
}

/** What a node's labels cannot mean is a problem here, before the nodes are made; else a word that the fleet is played. */
function simulatedFleet(config: KindConfig): CheckRecord[] {
  const problems = nodesOf(config).flatMap(({ labels = {} }, index): CheckRecord[] => {
    const simulated = simulatedNode({ metadata: { name: `nodes[${index}]`, labels } });
    if (!simulated || !('problem' in simulated)) return [];
    const { label, problem } = simulated;
    return [{ id: 'simulated-gpus', subject: `nodes[${index}].labels["${label}"]`, verdict: 'problem', message: problem }];
  });
  return problems.length > 0 ? problems : simulatedNotes(config);
}

function simulatedNotes(config: KindConfig): CheckRecord[] {
  return [...simulatedGpusOf(config)].map(([gpu, count]): CheckRecord => {
    const message = `The nodes only say that they have ${count} ${gpu}: models run as simulators there, and their answers are made up.`;
    return { id: 'simulated-fleet', subject: 'nodes', verdict: 'note', message };
  });
}

interface Lack {
  id: string;
  message: string;
  fix: string;
}

function passThrough(vendor: 'nvidia' | 'amd', config: KindConfig, facts: MachineFacts): CheckRecord[] {
  const subject = gpuMountPath(config, vendor);
  if (subject === undefined) return [];
  const lacks = [...machineLacks(facts), ...(vendor === 'nvidia' ? nvidiaLacks(facts) : amdLacks(facts))];
  if (lacks.length > 0) return lacks.map((lack): CheckRecord => ({ ...lack, subject, verdict: 'problem' }));
  const maker = vendor === 'nvidia' ? 'NVIDIA' : 'AMD';
  return [{ id: `gpu-${vendor}`, subject, verdict: 'pass', message: `The ${maker} GPUs of this machine can be passed to nodes.` }];
}

function machineLacks({ platform, engine }: MachineFacts): Lack[] {
  if (platform === 'linux' && (!engine.found || engine.facts.onThisMachine)) return [];
  const where = engine.found && engine.facts.remote ? 'another machine' : 'a virtual machine';
  const fix = 'Use an engine of a Linux machine with GPUs, on that machine; or a simulated fleet.';
  return [{ id: 'gpu-machine', message: `Containers run in ${where}, which GPUs of this machine do not reach.`, fix }];
}

function amdLacks({ devices: { kfd, dri } }: MachineFacts): Lack[] {
  const missing = [kfd ? [] : ['/dev/kfd'], dri ? [] : ['/dev/dri']].flat();
  if (missing.length === 0) return [];
  const message = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not there: this machine has no AMD GPU, or its amdgpu driver is not loaded.`;
  return [
    {
      id: 'gpu-device',
      message,
      fix: 'Install the driver (https://rocm.docs.amd.com/projects/install-on-linux/), or use a simulated fleet.',
    },
  ];
}

function nvidiaLacks({ devices, engine, nvidiaVolumeMounts }: MachineFacts): Lack[] {
  const lacks: Lack[] = [];
  if (!devices.nvidia) {
    const message = '/dev/nvidiactl is not there: this machine has no NVIDIA GPU, or its driver is not loaded.';
    lacks.push({ id: 'gpu-device', message, fix: 'Install the driver, or use a simulated fleet.' });
  }
  if (engine.found && !engine.facts.runtimes.includes('nvidia')) {
    const fix = `Install NVIDIA's container toolkit (${toolkit}), then: sudo nvidia-ctk runtime configure --runtime=docker --set-as-default.`;
    lacks.push({ id: 'gpu-runtime', message: `${engine.facts.label} has no runtime "nvidia".`, fix });
  } else if (engine.found && engine.facts.defaultRuntime !== 'nvidia') {
    const message = `${engine.facts.label} starts containers with "${engine.facts.defaultRuntime}", and kind cannot ask for another runtime.`;
    lacks.push({
      id: 'gpu-default-runtime',
      message,
      fix: 'Make it the default: sudo nvidia-ctk runtime configure --runtime=docker --set-as-default, then restart Docker.',
    });
  }
  if (nvidiaVolumeMounts !== true) {
    const state = nvidiaVolumeMounts === false ? 'does not take' : 'is not known to take';
    const message = `NVIDIA's runtime ${state} GPUs from mounts (accept-nvidia-visible-devices-as-volume-mounts).`;
    lacks.push({
      id: 'gpu-volume-mounts',
      message,
      fix: 'Allow it: sudo nvidia-ctk config --set accept-nvidia-visible-devices-as-volume-mounts=true --in-place.',
    });
  }
  return lacks;
}
