import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { Section } from '../../components/section.tsx';
import { clusterPath } from '../shared/cluster-path.ts';
import { installationWords } from '../shared/cluster-words.ts';
import { whyNotWrite } from '../shared/why-not-write.ts';
import styles from './cluster-page.module.css';

/** What of Slipway is in a cluster, and how to have it there, newer, or gone. */
export function InstallationSection({ cluster }: { cluster: ClusterView }) {
  const navigate = useNavigate();
  const { name, installation } = cluster;
  if (installation?.state === 'in_process') {
    return (
      <Section title="Slipway in it">
        <p>Operator and gateway run beside it in this process. Nothing needs to be installed.</p>
      </Section>
    );
  }
  const isInstalled = installation?.state === 'complete';
  return (
    <Section title="Slipway in it">
      <div className={styles['commands']}>
        <p>{installation ? `${installationWords(cluster)}.` : 'Not known until it is connected.'}</p>
        <div className={styles['buttons']}>
          <GuardedButton
            whyNot={whyNotWrite(cluster) ?? (cluster.connection === 'connected' ? null : `${name} is not connected.`)}
            variant={isInstalled ? 'default' : 'filled'}
            onClick={() => void navigate(clusterPath(name, 'install'))}
          >
            {isInstalled ? 'Upgrade Slipway' : 'Install Slipway'}
          </GuardedButton>
          {(isInstalled || installation?.state === 'applying') && (
            <Button component={Link} to={clusterPath(name, 'uninstall')} variant="default">
              Uninstall Slipway
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
