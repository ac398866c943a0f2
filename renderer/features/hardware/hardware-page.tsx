import { Page } from '../../components/page.tsx';
import { HardwareTabs } from '../shared/hardware-tabs.tsx';
import { FleetSection } from './fleet-section.tsx';
import styles from './hardware-page.module.css';
import { MachineSection } from './machine-section.tsx';
import { RefreshButton } from './refresh-button.tsx';

/** The GPUs at hand: this machine's, and those of the cluster that is chosen. */
export function HardwarePage() {
  return (
    <Page fill crumbs={[{ title: 'Hardware' }]} actions={<RefreshButton />}>
      <HardwareTabs />
      <div className={styles['scroll']}>
        <div className={styles['stack']}>
          <FleetSection />
          <MachineSection />
        </div>
      </div>
    </Page>
  );
}
