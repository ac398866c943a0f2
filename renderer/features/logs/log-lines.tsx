import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { NumberedLine } from './log-buffer.ts';
import styles from './logs-tab.module.css';

/** Lines in sight only; stays at the end while new ones come, unless the reader has scrolled up. */
export function LogLines({ lines, showPod, follow }: { lines: readonly NumberedLine[]; showPod: boolean; follow: boolean }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 20,
  });

  useEffect(() => {
    if (follow && atEnd && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [lines, follow, atEnd, virtual]);

  return (
    <div
      ref={scroller}
      className={styles['lines']}
      role="log"
      aria-label="Log lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => setAtEnd(scrollHeight - scrollTop - clientHeight < 24)}
    >
      {lines.length === 0 && <p className={styles['none']}>No line yet. A pod writes its first ones when its container starts.</p>}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return (
            line && (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-level={levelOf(line.text)}
                className={styles['line']}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {showPod && <span className={styles['source']}>{line.pod.slice(-11)}</span>}
                {line.text}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function levelOf(text: string): string | undefined {
  if (/\b(ERROR|CRITICAL|FATAL)\b|Traceback/.test(text)) return 'error';
  return /\bWARN(ING)?\b/.test(text) ? 'warning' : undefined;
}
