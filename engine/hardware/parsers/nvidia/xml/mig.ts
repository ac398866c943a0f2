import type { Device } from '../../../../contract/views/device.ts';
import { mebibytes, memoryOf } from '../../values.ts';
import type { Fields } from './read-elements.ts';

/**
 * The instances of a card. The XML tells their memory, not their profile's name: that is in nvidia-smi -L. Compute instances of
 * one GPU instance share its memory, and each of them prints all of it.
 */
export function migInstances(whole: Device, migDevices: readonly Fields[]): Device[] {
  const said = migDevices.filter((fields) => fields.has('gpu_instance_id') || fields.has('index'));
  const marks = said.map((fields) => `${fields.get('index')} ${fields.get('gpu_instance_id')} ${fields.get('compute_instance_id')}`);
  return said.filter((_, at) => marks.indexOf(marks[at] ?? '') === at).map((fields) => instanceOf(whole, fields, said));
}

function instanceOf(whole: Device, fields: Fields, all: readonly Fields[]): Device {
  const memory = memoryOf(memoryField(fields, 'total'));
  const free = memory.memoryMiB === null ? null : mebibytes(memoryField(fields, 'free'));
  const gpuInstance = fields.get('gpu_instance_id');
  const sharing = all.filter((each) => gpuInstance !== undefined && each.get('gpu_instance_id') === gpuInstance).length > 1;
  return {
    ...whole,
    uuid: fields.get('uuid') ?? null,
    ...memory,
    memoryFreeMiB: free !== null && free <= (memory.memoryMiB ?? 0) ? free : null,
    partition: `MIG GI ${gpuInstance ?? '?'} CI ${fields.get('compute_instance_id') ?? '?'}`,
    problems: sharing ? ['It is one of several compute instances that share the memory of one GPU instance.'] : [],
  };
}

/** Newer drivers say "shared": `shared_fb_memory_usage`. */
function memoryField(fields: Fields, name: string): string | undefined {
  return fields.get(`fb_memory_usage/${name}`) ?? fields.get(`shared_fb_memory_usage/${name}`);
}
