import { useEffect, useRef } from 'react';
import { ErrorNotice } from '../../components/notice.tsx';
import { formatDuration, noData, significant } from '../../format/duration.ts';
import type { ChatEntry } from './chat-session.ts';
import styles from './chat-tab.module.css';

/** What was said, the newest in sight while the reader is at the end. */
export function Transcript({ entries, model }: { entries: readonly ChatEntry[]; model: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (entries.length > 0 && atEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [entries]);
  return (
    <div
      ref={scroller}
      className={styles['transcript']}
      role="log"
      aria-label="Conversation"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
      }}
    >
      {entries.length === 0 && (
        <p className={styles['hint']}>
          Messages go through the gateway to <code>{model}</code>, as any OpenAI client's would. Each answer shows its time to the first
          token (TTFT) and its speed.
        </p>
      )}
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function Entry({ entry }: { entry: ChatEntry }) {
  return (
    <article className={styles['entry']} data-role={entry.role} data-state={entry.state}>
      <small>{entry.role === 'user' ? 'You' : 'Model'}</small>
      {(entry.content || entry.state === 'streaming') && (
        <div className={styles['content']}>
          {entry.content}
          {entry.state === 'streaming' && <i className={styles['cursor']} />}
        </div>
      )}
      {entry.error && <ErrorNotice error={entry.error} />}
      {entry.role === 'assistant' && entry.state !== 'failed' && <Measures entry={entry} />}
    </article>
  );
}

function Measures({ entry: { measures, state } }: { entry: ChatEntry }) {
  const speed = measures?.tokensPerSecond ?? null;
  return (
    <p className={styles['measures']}>
      {measures && (
        <>
          <span title="Time to first token: from sending the request to the first text">TTFT {formatDuration(measures.ttftMs)}</span>
          <span title="Output tokens a second after the first">{speed === null ? noData : significant(speed)} tokens/s</span>
          <span title="Tokens of the prompt and of the answer">
            {measures.promptTokens ?? noData} in, {measures.completionTokens ?? noData} out
          </span>
          {measures.finishReason === 'length' && <span>cut at the most tokens</span>}
          {measures.backend && <span className="mono truncate">{measures.backend}</span>}
        </>
      )}
      {state === 'stopped' && <span>stopped</span>}
    </p>
  );
}
