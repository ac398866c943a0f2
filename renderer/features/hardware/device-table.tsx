import type { Device } from '../../../engine/contract/views/device.ts';
import table from '../../components/table.module.css';
import { noData } from '../../format/duration.ts';
import { formatBytes } from '../../format/quantity.ts';
import { vendorName } from '../../format/vendor.ts';

/** GPUs as they were detected, one a row; what is wrong with one stands below it. */
export function DeviceTable({ devices }: { devices: Device[] }) {
  return (
    <table className={table['table']}>
      <thead>
        <tr>
          <th className={table['number']}>No.</th>
          <th>GPU</th>
          <th>As its tool names it</th>
          <th className={table['number']}>Memory</th>
          <th className={table['number']}>Free</th>
          <th>Architecture</th>
          <th>Driver</th>
          <th>PCI address</th>
          <th>Told by</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a device may have neither a UUID nor an address; the list is replaced as a whole
          <DeviceRows key={`${device.uuid ?? device.pciAddress} ${device.partition} ${position}`} device={device} />
        ))}
      </tbody>
    </table>
  );
}

function DeviceRows({ device }: { device: Device }) {
  const { index, vendor, model, partition, name, memoryMiB, memoryReason, memoryFreeMiB, isa, driver, pciAddress, source, problems } =
    device;
  const kind = [vendorName(vendor), model ?? 'of unknown model', partition].filter(Boolean).join(' ');
  return (
    <>
      <tr {...(problems.length > 0 ? { className: table['explained'] } : {})}>
        <td className={table['number']}>{index ?? noData}</td>
        <td>{kind}</td>
        <td>{name ?? noData}</td>
        <td className={table['number']} title={memoryReason ?? undefined}>
          {bytes(memoryMiB)}
          {device.unified && ' shared'}
        </td>
        <td className={table['number']}>{bytes(memoryFreeMiB)}</td>
        <td className="mono">{isa ?? noData}</td>
        <td>{driver ?? noData}</td>
        <td className="mono">{pciAddress ?? noData}</td>
        <td className="dim">{source}</td>
      </tr>
      {problems.length > 0 && (
        <tr>
          <td />
          <td colSpan={8} className="dim">
            {problems.join(' ')}
          </td>
        </tr>
      )}
    </>
  );
}

function bytes(mebibytes: number | null): string {
  return mebibytes === null ? noData : formatBytes(mebibytes * 2 ** 20);
}
