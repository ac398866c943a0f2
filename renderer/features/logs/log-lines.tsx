import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { longestLine, type NumberedLine } from './log-buffer.ts';
import styles from './logs-tab.module.css';

const lineHeight = 18;

/** Lines in sight only; stays at the end while new ones come, unless the reader has scrolled up. */
export function LogLines(props: { lines: readonly NumberedLine[]; showPod: boolean; follow: boolean; wrap: boolean; none?: string }) {
  const { lines, showPod, follow, wrap, none = 'No line yet. A pod writes its first ones when its container starts.' } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  const { stays, onScroll } = useEnd(scroller, content, follow);
  // Measuring a line moves what is in sight, which at the end would be away from it.
  virtual.shouldAdjustScrollPositionOnItemSizeChange = () => !stays;
  const characters = useMemo(() => longestLine(lines), [lines]);

  return (
    <div
      ref={scroller}
      className={styles['lines']}
      role="log"
      aria-label="Log lines"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={onScroll}
    >
      {lines.length === 0 && <p className={styles['none']}>{none}</p>}
      <div
        ref={content}
        style={{ height: virtual.getTotalSize(), minWidth: wrap ? undefined : `calc(${characters + (showPod ? 13 : 0)}ch + 40px)` }}
      >
        {/* One block moved as a whole: its lines are laid out by the browser, so they cannot overlap whatever their height. */}
        <div className={styles['block']} data-wrap={wrap} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) => {
            const line = lines[item.index];
            return (
              line && (
                <div
                  key={item.key}
                  ref={wrap ? virtual.measureElement : undefined}
                  data-index={item.index}
                  data-level={levelOf(line.text)}
                  className={styles['line']}
                >
                  {showPod && <span className={styles['source']}>{line.pod.slice(-11)}</span>}
                  {line.text || ' '}
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Keeps the end in sight while following, whatever grows or shrinks; only the reader's own scrolling up ends that. */
function useEnd(scroller: React.RefObject<HTMLDivElement | null>, content: React.RefObject<HTMLDivElement | null>, follow: boolean) {
  const [atEnd, setAtEnd] = useState(true);
  const stays = follow && atEnd;
  const lastTop = useRef(0);
  useEffect(() => {
    const list = scroller.current;
    if (!stays || !list || !content.current) return;
    const observer = new ResizeObserver(() => {
      list.scrollTop = list.scrollHeight;
    });
    observer.observe(list);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [stays, scroller, content]);
  function onScroll({ currentTarget: { scrollTop, scrollHeight, clientHeight } }: React.UIEvent<HTMLDivElement>): void {
    if (scrollHeight - scrollTop - clientHeight < lineHeight) setAtEnd(true);
    else if (scrollTop < lastTop.current) setAtEnd(false);
    lastTop.current = scrollTop;
  }
  return { stays, onScroll };
}

function levelOf(text: string): string | undefined {
  if (/\b(ERROR|CRITICAL|FATAL)\b|Traceback/.test(text)) return 'error';
  return /\bWARN(ING)?\b/.test(text) ? 'warning' : undefined;
}
