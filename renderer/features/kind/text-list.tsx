import { ActionIcon, Button, Textarea } from '@mantine/core';
import { Icon } from '../../components/icon.tsx';
import type { YamlPath } from './edit-yaml.ts';
import type { FormEdit, FormProps } from './form-edit.ts';
import styles from './list.module.css';

/** A list of texts of several lines, such as patches; `first` is what a new one begins with. */
export function TextList(props: {
  title: string;
  add: string;
  texts: readonly string[];
  path: YamlPath;
  first: string;
  edit: FormEdit;
  errorAt: FormProps['errorAt'];
}) {
  const { title, add, texts, path, first, edit, errorAt } = props;
  return (
    <section className={styles['list']} aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => edit.add(path, first)}>
          {add}
        </Button>
      </header>
      {texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a patch of the configuration is its position
        <div key={index} className={styles['item']}>
          <Textarea
            aria-label={`${title} ${index + 1}`}
            size="xs"
            autosize
            minRows={3}
            maxRows={12}
            classNames={{ input: 'mono' }}
            value={text}
            error={errorAt([...path, index])}
            onChange={(event) => edit.set([...path, index], event.currentTarget.value)}
          />
          <ActionIcon aria-label={`Remove ${title} ${index + 1}`} onClick={() => edit.set([...path, index], undefined)}>
            <Icon name="trash" size={14} />
          </ActionIcon>
        </div>
      ))}
    </section>
  );
}
