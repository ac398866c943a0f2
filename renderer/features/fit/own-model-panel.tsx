import { Button, NumberInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import { SidePanel } from '../../components/side-panel.tsx';
import { type OwnModel, readOwnModel } from './own-model.ts';

const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Pastes a model that the catalog does not have. */
export function OwnModelPanel({ own, onOwn, onClose }: { own: OwnModel | null; onOwn(own: OwnModel | null): void; onClose(): void }) {
  const [text, setText] = useState(own ? JSON.stringify(own.config, null, 2) : '');
  const [files, setFiles] = useState<number | string>(own?.filesBytes ? own.filesBytes / 1e9 : '');
  const [problem, setProblem] = useState<string | null>(null);

  function add(): void {
    const reading = readOwnModel(text, typeof files === 'number' ? files : null);
    if (!reading.ok) {
      setProblem(reading.problem);
      return;
    }
    onOwn(reading.own);
    onClose();
  }

  return (
    <SidePanel
      docked
      title="A model of your own"
      onClose={onClose}
      footer={
        <>
          {own && (
            <Button
              variant="default"
              onClick={() => {
                onOwn(null);
                onClose();
              }}
            >
              Remove the row
            </Button>
          )}
          <Button onClick={add} disabled={text.trim() === ''}>
            {own ? 'Replace the row' : 'Add as first row'}
          </Button>
        </>
      }
    >
      <Textarea
        label="config.json"
        description="Of the model's repository. It is read here and by the engine, and leaves this machine to nowhere."
        inputWrapperOrder={order}
        classNames={{ input: 'mono' }}
        rows={12}
        spellCheck={false}
        value={text}
        error={problem}
        onChange={(event) => {
          setProblem(null);
          setText(event.currentTarget.value);
        }}
      />
      <NumberInput
        label="Weight files"
        suffix=" GB"
        description="All together, as the Hub shows them; left out, the size follows from the shapes."
        inputWrapperOrder={order}
        min={0}
        hideControls
        value={files}
        onChange={setFiles}
      />
    </SidePanel>
  );
}
