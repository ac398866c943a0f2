import type { Device, DeviceVendor } from '../contract/views/device.ts';

/** A device of which nothing is known yet: every field "not said". */
export function newDevice(vendor: DeviceVendor, source: string, known: Partial<Device> = {}): Device {
  return {
    vendor,
    model: null,
    name: null,
    index: null,
    uuid: null,
    pciId: null,
    pciAddress: null,
    isa: null,
    memoryMiB: null,
    memoryFreeMiB: null,
    memoryReason: null,
    unified: null,
    partition: null,
    driver: null,
    node: null,
    source,
    problems: [],
    ...known,
  };
}
