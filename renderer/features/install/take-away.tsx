import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import type { InstallDraft } from '../../../engine/contract/views/installation.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Section } from '../../components/section.tsx';
import { useCalls } from '../../live/engine-context.tsx';
import { toWireError } from '../../live/wire-error.ts';
import styles from './install-page.module.css';

/** The same installation as a command line and as YAML, for a terminal, a review or a repository. */
export function TakeAway({ cluster, draft, command }: { cluster: string; draft: InstallDraft; command: string }) {
  const { installations } = useCalls();
  const clipboard = useClipboard({ timeout: 1500 });
  const manifests = useMutation({ mutationFn: () => installations.manifests.query({ cluster, draft }) });
  const copy = () => manifests.mutate(undefined, { onSuccess: (yaml) => clipboard.copy(yaml) });
  const download = () => manifests.mutate(undefined, { onSuccess: (yaml) => downloadText(yaml, 'slipway.yaml') });
  return (
    <Section
      title="The same without this page"
      aside={
        <span>
          <Button
            variant="default"
            leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={14} />}
            loading={manifests.isPending}
            onClick={copy}
          >
            {clipboard.copied ? 'Copied' : 'Copy YAML'}
          </Button>{' '}
          <Button variant="default" leftSection={<Icon name="download" size={14} />} onClick={download}>
            Download YAML
          </Button>
        </span>
      }
    >
      <div className={styles['commands']}>
        <CommandLine text={command} label="Copy the command" />
        <CommandLine text={`${command} --dry-run -o yaml > slipway.yaml`} label="Copy the command that writes the YAML" />
        {manifests.error && <ErrorNotice error={toWireError(manifests.error)} />}
      </div>
    </Section>
  );
}
