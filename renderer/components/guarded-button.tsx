import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** A button that says on hover and on focus why it cannot be used now; it stays reachable by keyboard, so that the reason can be read. */
export function GuardedButton(props: {
  whyNot: string | null;
  onClick(): void;
  children: ReactNode;
  variant?: 'default' | 'filled';
  loading?: boolean;
  disabled?: boolean;
  leftSection?: ReactNode;
  'data-danger'?: boolean;
}) {
  const { whyNot, onClick, ...button } = props;
  return (
    <Tooltip label={whyNot} disabled={whyNot === null} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...button}
        {...(whyNot === null ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        onClick={() => (whyNot === null ? onClick() : undefined)}
      />
    </Tooltip>
  );
}
