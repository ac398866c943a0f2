import { Button } from '@mantine/core';
import { useState } from 'react';
import { GuardedButton } from '../../components/guarded-button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { ClusterCheck } from '../cluster/cluster-check.tsx';
import { draftOf, firstChoice } from './attach-choice.ts';
import { AttachFields } from './attach-fields.tsx';
import styles from './attach-page.module.css';
import { ContextList } from './context-list.tsx';
import { useAttach } from './use-attach.ts';
import { useContexts } from './use-contexts.ts';
import { whyNotAttach } from './why-not-attach.ts';

/** Attaches a cluster of a kubeconfig: choose a context, see what it is and may do, attach it. Nothing is contacted before that. */
export function AttachPage() {
  const [choice, setChoice] = useState(firstChoice);
  const contexts = useContexts(choice.kubeconfig);
  const context = contexts.data?.find(({ name }) => name === choice.context);
  const { check, attach } = useAttach();
  const whyNot = whyNotAttach(choice, context);
  const draft = draftOf(choice, context);
  const change = (part: Partial<typeof choice>) => {
    check.reset();
    setChoice({ ...choice, ...part });
  };
  return (
    <Page
      fill
      crumbs={[{ title: 'Clusters', to: '/clusters' }, { title: 'Attach a cluster' }]}
      actions={
        <GuardedButton whyNot={whyNot} loading={attach.isPending} onClick={() => attach.mutate(draft)}>
          Attach cluster
        </GuardedButton>
      }
    >
      <div className={styles['columns']}>
        <ContextList
          contexts={contexts}
          kubeconfig={choice.kubeconfig}
          chosen={choice.context}
          onKubeconfig={(kubeconfig) => change({ kubeconfig, context: '' })}
          onChoose={({ name, attachedAs }) => change({ context: name, name: attachedAs ? '' : name, consent: false })}
        />
        <div className={styles['choice']}>
          {attach.wireError && <ErrorNotice error={attach.wireError} />}
          <AttachFields choice={choice} context={context} onChange={change} />
          <Section
            title="What it is, and what you may do"
            aside={
              <Button variant="default" disabled={whyNot !== null} loading={check.isPending} onClick={() => check.mutate(draft)}>
                Check cluster
              </Button>
            }
            flush
          >
            {check.wireError && <ErrorNotice error={check.wireError} />}
            {check.data && <ClusterCheck check={check.data} />}
            {!check.data && !check.wireError && (
              <p className={styles['none']}>
                Nothing was contacted yet. A check asks the API server for its version, your rights, its GPUs and what is installed, and
                changes nothing.
              </p>
            )}
          </Section>
        </div>
      </div>
    </Page>
  );
}
