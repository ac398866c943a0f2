import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Page } from '../../components/page.tsx';
import { useCluster } from '../../live/use-cluster.ts';
import { collectProblems } from '../shared/text-problems.ts';
import { TextYaml } from '../shared/text-yaml.tsx';
import { useUndoKeys } from '../shared/use-undo-keys.ts';
import { useWhyNotWrite } from '../shared/use-why-not-write.ts';
import { CheckState } from './check-state.tsx';
import { ComposeCanvas } from './compose-canvas.tsx';
import styles from './compose-page.module.css';
import { FieldsPanel } from './fields-panel.tsx';
import { Outline } from './outline.tsx';
import type { NodeId } from './problems.ts';
import { useCheck } from './use-check.ts';
import { useDeploy } from './use-deploy.ts';
import { type DraftControls, useDraft } from './use-draft.ts';
import { useDraftFromLink } from './use-draft-from-link.ts';

/** A new endpoint as a graph, as fields and as YAML: three views of one text. */
export function ComposePage() {
  const { path } = useCluster();
  const whyNot = useWhyNotWrite();
  const controls = useDraft();
  const check = useCheck(controls.text);
  const deployment = useDeploy();
  const [selected, setSelected] = useState<NodeId>('model');
  useUndoKeys(controls);
  useDraftFromLink(controls);
  const problems = collectProblems(
    controls.text,
    deployment.error?.problems.length ? deployment.error.problems : (check.result?.problems ?? []),
  );
  const graph = { draft: controls.draft, options: check.result?.options ?? [], problems, selected, onSelect: setSelected };
  return (
    <Page
      fill
      crumbs={[{ title: 'Endpoints', to: path('/endpoints') }, { title: 'New endpoint' }]}
      badge={<CheckState check={check} problems={problems} />}
      actions={
        <>
          <DraftTools controls={controls} />
          <GuardedButton
            whyNot={whyNot}
            loading={deployment.pending}
            disabled={!controls.draft}
            onClick={() => deployment.deploy(controls.text)}
          >
            Deploy endpoint
          </GuardedButton>
        </>
      }
    >
      <div className={styles['compose']}>
        <Outline {...graph} />
        <ComposeCanvas {...graph} />
        <FieldsPanel
          controls={controls}
          check={check}
          problems={problems}
          selected={selected}
          deployError={deployment.error}
          onEdit={deployment.reset}
        />
        <TextYaml
          text={controls.text}
          label="YAML of the new endpoint"
          fileName={`${controls.draft?.name || 'endpoint'}.yaml`}
          problems={problems}
          warnings={check.result?.warnings ?? []}
          onEdit={(text) => {
            deployment.reset();
            controls.editText(text);
          }}
        />
      </div>
    </Page>
  );
}

function DraftTools({ controls }: { controls: DraftControls }) {
  return (
    <>
      <Tooltip label="Undo (Ctrl Z)">
        <ActionIcon aria-label="Undo" disabled={!controls.canUndo} onClick={controls.undo}>
          <Icon name="undo" />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl Shift Z)">
        <ActionIcon aria-label="Redo" disabled={!controls.canRedo} onClick={controls.redo}>
          <Icon name="redo" />
        </ActionIcon>
      </Tooltip>
      <Button variant="default" onClick={controls.startAgain}>
        Reset draft
      </Button>
    </>
  );
}
