// A button that keeps its place and the focus while it can't be pressed.
import { Button, type ButtonProps } from '@mantine/core';

interface CalmButtonProps {
  /** What it says. */
  readonly children: string;
  /** What it is called where several say the same; begins with what it says. */
  readonly name?: string;
  readonly isOff: boolean;
  readonly variant?: ButtonProps['variant'];
  /** Finds it again among its neighbours. */
  readonly deed?: string;
  readonly onPress: () => void;
}

export function CalmButton({ children, name, isOff, variant = 'default', deed, onPress }: CalmButtonProps) {
  return (
    <Button
      size="xs"
      variant={variant}
      data-deed={deed}
      aria-label={name}
      {...(isOff ? { 'aria-disabled': true, 'data-disabled': true } : {})}
      onClick={() => !isOff && onPress()}
    >
      {children}
    </Button>
  );
}
