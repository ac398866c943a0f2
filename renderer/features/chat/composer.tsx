import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import styles from './chat-tab.module.css';

/** Where a message is written: Enter sends, Shift Enter makes a line. `blocked` says why nothing can be sent. */
export function Composer(props: { streaming: boolean; blocked: string | null; onSend(text: string): void; onStop(): void }) {
  const { streaming, blocked, onSend, onStop } = props;
  const [text, setText] = useState('');

  function send(): void {
    if (blocked || streaming || text.trim() === '') return;
    onSend(text.trim());
    setText('');
  }

  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        aria-label="Message"
        placeholder={blocked ?? 'Ask something'}
        rows={2}
        value={text}
        disabled={blocked !== null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {streaming ? (
        <Button variant="default" leftSection={<Icon name="stop" size={14} />} onClick={onStop}>
          Stop answer
        </Button>
      ) : (
        <Button type="submit" disabled={blocked !== null || text.trim() === ''} leftSection={<Icon name="send" size={14} />}>
          Send message
        </Button>
      )}
    </form>
  );
}
