import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { CommandLine } from '../../components/command-line.tsx';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useClusterNamed } from '../../live/use-cluster.ts';
import { shellWord } from '../shared/cluster-commands.ts';
import { clusterPath } from '../shared/cluster-path.ts';
import { useStartedFlow } from '../shared/use-started-flow.ts';
import { whyNotWrite } from '../shared/why-not-write.ts';
import { whyNotCarryOut } from './group-plan.ts';
import styles from './install-page.module.css';
import { PlanView } from './plan-view.tsx';
import { useRemovalPlan } from './use-plan.ts';

/** Takes Slipway out of a cluster: what would go and what stays, before anything is done. */
export function UninstallPage() {
  const { cluster: name = '' } = useParams();
  const cluster = useClusterNamed(name);
  const [draft, setDraft] = useState({ deleteKinds: false, deleteModels: false });
  const plan = useRemovalPlan(name, draft);
  const removal = useStartedFlow((calls) => calls.installations.uninstall.mutate({ cluster: name, draft }));
  const flags = [draft.deleteKinds && '--delete-kinds', draft.deleteModels && '--delete-models'].filter(Boolean);
  return (
    <Page
      fill
      crumbs={[{ title: 'Clusters', to: '/clusters' }, { title: name, to: clusterPath(name) }, { title: 'Uninstall Slipway' }]}
      actions={
        <GuardedButton
          data-danger
          whyNot={whyNotWrite(cluster) ?? whyNotCarryOut(plan, 'remove')}
          loading={removal.pending}
          onClick={() => removal.start()}
        >
          Uninstall Slipway
        </GuardedButton>
      }
    >
      <div className={styles['columns']}>
        <section className={styles['options']} aria-label="Options">
          <p>Operator, gateway and their rights go. Your kinds and models stay, unless you ask for more.</p>
          <Checkbox
            size="xs"
            label="Delete models too"
            description="Endpoints, recipes and caches; their pods stop"
            checked={draft.deleteModels}
            disabled={draft.deleteKinds}
            onChange={(event) => setDraft({ ...draft, deleteModels: event.currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label="Delete kinds too"
            description="The custom resource definitions, and with each every object of it in the whole cluster: models too"
            checked={draft.deleteKinds}
            onChange={({ currentTarget: { checked } }) => setDraft({ deleteKinds: checked, deleteModels: checked || draft.deleteModels })}
          />
          <h2>The same from a terminal</h2>
          <CommandLine text={['slipway uninstall --cluster', shellWord(name), ...flags].join(' ')} label="Copy the command" />
        </section>
        <div className={styles['plan']}>
          {removal.error && <ErrorNotice error={removal.error} />}
          <PlanView plan={plan} />
        </div>
      </div>
    </Page>
  );
}
