import { ActionIcon, Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { downloadText } from '../../components/download.ts';
import { Icon } from '../../components/icon.tsx';
import { YamlPane } from '../../components/yaml-pane.tsx';
import type { TextProblem } from './text-problems.ts';
import styles from './text-yaml.module.css';

const nothing: TextProblem[] = [];

/** A YAML text to edit, with every problem at its line and below. */
export function TextYaml(props: {
  text: string;
  label: string;
  fileName: string;
  problems: TextProblem[];
  /** Said elsewhere on the page, so that they are only marked at their lines. */
  elsewhere?: TextProblem[];
  warnings?: string[];
  onEdit(text: string): void;
}) {
  const { text, label, fileName, problems, elsewhere = nothing, warnings = [], onEdit } = props;
  const marks = useMemo(
    () =>
      [...problems, ...elsewhere].map(({ line, message, fix }) => ({
        line,
        message: [message, fix].filter(Boolean).join(' '),
        severity: 'error' as const,
      })),
    [problems, elsewhere],
  );
  return (
    <section className={styles['yaml']} aria-label="YAML">
      <header className={styles['yamlHead']}>
        <h2>YAML</h2>
        <CopyButton text={text} label="Copy the YAML" />
        <Tooltip label="Download the YAML">
          <ActionIcon aria-label="Download the YAML" onClick={() => downloadText(text, fileName)}>
            <Icon name="download" />
          </ActionIcon>
        </Tooltip>
      </header>
      <YamlPane text={text} label={label} problems={marks} onChange={onEdit} />
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
