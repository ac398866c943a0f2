import { useState } from 'react';
import { Outlet } from 'react-router';
import { useConnection } from '../../live/engine-context.tsx';
import { useRememberedCluster } from '../../live/use-cluster.ts';
import { Palette } from '../palette/palette.tsx';
import { AccessPage } from './access-page.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import styles from './frame.module.css';
import { InterruptedNotice } from './interrupted-notice.tsx';
import { KeysHelp } from './keys-help.tsx';
import { Rail } from './rail.tsx';
import { TaskBar } from './task-bar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';

/** What stays around every page: rail, connection, tasks, palette and keys. */
export function Frame() {
  const connection = useConnection();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  useRememberedCluster();
  useFrameKeys({ openPalette: () => setOpen('palette'), openKeys: () => setOpen('keys') });
  if (connection.state === 'refused') return <AccessPage reason="refused" />;
  return (
    <div className={styles['frame']}>
      <Rail onSearch={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <div className={styles['main']}>
        <ConnectionBar connection={connection} />
        <Outlet />
        <InterruptedNotice />
        <TaskBar />
      </div>
      {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
      {open === 'keys' && <KeysHelp onClose={() => setOpen(null)} />}
    </div>
  );
}
