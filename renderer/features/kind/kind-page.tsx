import { ActionIcon, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Page } from '../../components/page.tsx';
import { TextYaml } from '../shared/text-yaml.tsx';
import { useStartedFlow } from '../shared/use-started-flow.ts';
import { useUndoKeys } from '../shared/use-undo-keys.ts';
import { blockingProblems } from './field-errors.ts';
import { KindChecks } from './kind-checks.tsx';
import { KindFields } from './kind-fields.tsx';
import styles from './kind-page.module.css';
import { marksOf } from './marks-of.ts';
import { useKindCheck } from './use-kind-check.ts';
import { forgetKindDraft, type KindDraftControls, useKindDraft } from './use-kind-draft.ts';
import { whyNotCreate } from './why-not-create.ts';

/** A new kind cluster as a form and as YAML, two views of one text, with what this machine says of it while it is typed. */
export function KindPage() {
  const controls = useKindDraft();
  const { text, form } = controls;
  const name = form?.name ?? '';
  const check = useKindCheck({ name, config: text });
  const creation = useStartedFlow(async (calls) => {
    const started = await calls.kind.create.mutate({ name, config: text });
    forgetKindDraft();
    return started;
  });
  useUndoKeys(controls);
  const problems = useMemo(() => (check.result ? blockingProblems(check.result) : []), [check.result]);
  const marks = useMemo(() => marksOf(text, check.result), [text, check.result]);
  const whyNot = whyNotCreate(form, check, problems);
  return (
    <Page
      fill
      crumbs={[{ title: 'Clusters', to: '/clusters' }, { title: 'New kind cluster' }]}
      actions={
        <>
          <UndoButtons controls={controls} />
          <GuardedButton whyNot={whyNot} loading={creation.pending} onClick={() => creation.start()}>
            Create cluster
          </GuardedButton>
        </>
      }
    >
      <div className={styles['columns']}>
        <KindFields controls={controls} problems={problems} createError={creation.error} />
        <TextYaml
          text={text}
          label="YAML of the kind configuration"
          fileName={`${name || 'kind'}.yaml`}
          problems={marks.problems}
          elsewhere={marks.elsewhere}
          onEdit={controls.editText}
        />
        <KindChecks check={check} />
      </div>
    </Page>
  );
}

function UndoButtons({ controls }: { controls: KindDraftControls }) {
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
    </>
  );
}
