import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FitGpu } from '../../../engine/contract/views/fit.ts';
import { formatBytes } from '../../format/quantity.ts';
import { vendorName } from '../../format/vendor.ts';
import styles from './fit-page.module.css';

/** Chooses the catalog's GPUs that are columns. */
export function GpuPicker(props: { catalog: readonly FitGpu[]; shown: readonly string[]; onChange(gpus: string[] | null): void }) {
  const { catalog, shown, onChange } = props;
  const [filter, setFilter] = useState('');
  const matching = catalog.filter(({ key, vendor }) => `${key} ${vendorName(vendor)}`.toLowerCase().includes(filter.toLowerCase()));
  const groups = Map.groupBy(matching, ({ vendor }) => vendor);
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default">
          {shown.length} of {catalog.length} GPUs
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="GPUs of the catalog">
        <div className={styles['picker']}>
          <TextInput
            aria-label="Filter GPUs"
            placeholder="Filter GPUs"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
          <div className={styles['gpus']}>
            {[...groups].map(([vendor, gpus]) => (
              <fieldset key={vendor}>
                <legend>{vendorName(vendor)}</legend>
                {gpus.map(({ key, memoryMiB }) => (
                  <Checkbox
                    key={key}
                    size="xs"
                    label={`${key}${memoryMiB === null ? '' : `, ${formatBytes(memoryMiB * 2 ** 20)}`}`}
                    checked={shown.includes(key)}
                    disabled={shown.length === 1 && shown[0] === key}
                    onChange={() => onChange(toggled(catalog, shown, key))}
                  />
                ))}
              </fieldset>
            ))}
            {matching.length === 0 && <p className="dim">No GPU of the catalog matches.</p>}
          </div>
          <div className={styles['together']}>
            <Button variant="default" size="compact-xs" onClick={() => onChange(null)}>
              Show the usual ones
            </Button>
            <Button variant="default" size="compact-xs" onClick={() => onChange(catalog.map(({ key }) => key))}>
              Show all {catalog.length}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

// In the catalog's order, so that a GPU has its place however it was chosen.
function toggled(catalog: readonly FitGpu[], shown: readonly string[], key: string): string[] {
  return catalog.map((gpu) => gpu.key).filter((each) => (each === key ? !shown.includes(key) : shown.includes(each)));
}
