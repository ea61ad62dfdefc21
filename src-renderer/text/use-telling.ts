// All that an ending's sentences need, for components.
import { useMemo } from 'react';
import type { Telling } from './endings.ts';
import { useNow } from './use-now.ts';
import { useText } from './use-text.ts';

export function useTelling(): Telling {
  const text = useText();
  const now = useNow();
  return useMemo(() => ({ ...text, now }), [text, now]);
}
