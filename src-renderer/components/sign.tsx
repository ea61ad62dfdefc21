// A small coloured picture. It is decoration: the words beside it say the same.
import type { LucideIcon } from 'lucide-react';
import { cssVariable, type ColourName } from '../style/tokens.ts';

export interface SignLook {
  readonly icon: LucideIcon;
  readonly colour: ColourName;
}

interface SignProps {
  readonly look: SignLook;
  readonly sizePx: number;
  readonly strokeWidth: number;
  readonly className?: string;
}

export function Sign({ look: { icon: Icon, colour }, sizePx, strokeWidth, className }: SignProps) {
  return (
    <Icon
      className={className}
      size={sizePx}
      strokeWidth={strokeWidth}
      color={`var(${cssVariable(colour)})`}
      aria-hidden="true"
    />
  );
}
