import { Button } from '@mantine/core';
import type { FitAnswer } from '../../../engine/contract/views/fit.ts';
import { applyOption } from './apply-option.ts';
import type { ExplorerState } from './explorer-state.ts';
import styles from './fit-panel.module.css';

/** The nearest changes that would fit, each with the button that makes it. */
export function Alternatives(props: { answer: FitAnswer; state: ExplorerState; onChange(changes: Partial<ExplorerState>): void }) {
  const { answer, state, onChange } = props;
  if (answer.alternatives.length === 0) return null;
  return (
    <section className={styles['part']}>
      <h3>Nearest changes that fit</h3>
      <ul className={styles['changes']} aria-label="Nearest changes">
        {answer.alternatives.map(({ option, sentence }) => {
          const changed = applyOption(state, option);
          return (
            <li key={option}>
              <span>{sentence}</span>
              {changed ? (
                <Button variant="default" size="compact-xs" onClick={() => onChange(changed)}>
                  Apply <code>{option}</code>
                </Button>
              ) : (
                <code>{option}</code>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
