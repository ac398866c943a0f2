import type { Device } from '../../contract/views/device.ts';

/** Devices of the bus that no tool told of. A tool that tells no address may have told of any of its vendor's. */
export function unseen(onBus: readonly Device[], told: readonly Device[]): Device[] {
  return onBus.filter((device) => {
    const same = told.filter(({ vendor }) => vendor === device.vendor);
    return same.every(({ pciAddress }) => pciAddress !== null && slot(pciAddress) !== slot(device.pciAddress));
  });
}

/** The function is that of a partition as often as that of a device. */
function slot(address: string | null): string | null {
  return address === null ? null : address.replace(/\.[0-7]$/, '');
}
