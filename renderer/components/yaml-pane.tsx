import { useEffect, useRef } from 'react';
import type { YamlEditor, YamlProblem } from './yaml-editor.ts';
import styles from './yaml-pane.module.css';

/** A YAML text in CodeMirror: read-only without `onChange`; problems are marked in the gutter at their lines. */
export function YamlPane({
  text,
  label,
  problems,
  onChange,
}: {
  text: string;
  label: string;
  problems?: YamlProblem[];
  onChange?: (text: string) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<YamlEditor>(undefined);
  const latest = useRef({ text, problems, onChange });
  latest.current = { text, problems, onChange };

  useEffect(() => {
    let closed = false;
    import('./yaml-editor.ts').then(({ createYamlEditor }) => {
      if (closed || !host.current) return;
      const { current } = latest;
      const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
      editor.current = createYamlEditor({
        root,
        label,
        text: current.text,
        onChange: current.onChange && ((changed) => latest.current.onChange?.(changed)),
      });
      editor.current.mark(current.problems ?? []);
    });
    return () => {
      closed = true;
      editor.current?.close();
      editor.current = undefined;
    };
  }, [label]);

  useEffect(() => editor.current?.show(text), [text]);
  useEffect(() => editor.current?.mark(problems ?? []), [problems]);
  return <div ref={host} className={styles['pane']} />;
}
