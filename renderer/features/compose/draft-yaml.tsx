import { ActionIcon, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { YamlPane } from '../../components/yaml-pane.tsx';
import styles from './compose-page.module.css';
import type { DraftProblem } from './problems.ts';
import type { DraftControls } from './use-draft.ts';

/** The draft's text, editable, with every problem at its line and below. */
export function DraftYaml(props: { controls: DraftControls; problems: DraftProblem[]; warnings: string[]; onEdit(): void }) {
  const { controls, problems, warnings, onEdit } = props;
  const marks = useMemo(
    () =>
      problems.map(({ line, message, fix }) => ({ line, message: [message, fix].filter(Boolean).join(' '), severity: 'error' as const })),
    [problems],
  );
  const fileName = `${controls.draft?.name || 'endpoint'}.yaml`;
  return (
    <section className={styles['yaml']} aria-label="YAML">
      <header className={styles['yamlHead']}>
        <h2>YAML</h2>
        <CopyButton text={controls.text} label="Copy the YAML" />
        <Tooltip label="Download the YAML">
          <ActionIcon aria-label="Download the YAML" onClick={() => downloadText(controls.text, fileName)}>
            <Icon name="download" />
          </ActionIcon>
        </Tooltip>
      </header>
      <YamlPane
        text={controls.text}
        label="YAML of the new endpoint"
        problems={marks}
        onChange={(text) => {
          onEdit();
          controls.editText(text);
        }}
      />
      {(problems.length > 0 || warnings.length > 0) && (
        <ul className={styles['problems']} aria-label="Problems">
          {problems.map((problem) => (
            <li key={`${problem.line}${problem.field}${problem.message}`}>
              <Icon name="warning" size={14} />
              <span>
                Line {problem.line}: {problem.field && <code>{problem.field} </code>}
                {problem.message} {problem.fix}
              </span>
            </li>
          ))}
          {warnings.map((warning) => (
            <li key={warning} data-tone="warning">
              <Icon name="warning" size={14} />
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
