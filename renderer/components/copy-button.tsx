import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from './icon.tsx';

/** Copies a text; `label` says what is copied, such as `Copy the curl command`. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const words = clipboard.copied ? 'Copied' : label;
  return (
    <Tooltip label={words}>
      <ActionIcon onClick={() => clipboard.copy(text)} aria-label={words}>
        <Icon name={clipboard.copied ? 'check' : 'copy'} />
      </ActionIcon>
    </Tooltip>
  );
}
