// An answer of main as a value of a component: null until it is there, and again whenever it is asked for anew.
import { useEffect, useState } from 'react';

interface Refused {
  readonly kind: 'refused';
}

/** `ask` is asked when it changes; a call that does not come through counts as refused. */
export function useAnswer<Answer extends { readonly kind: string }>(
  ask: () => Promise<Answer>,
): Answer | Refused | null {
  const [heard, setHeard] = useState<{ readonly of: typeof ask; readonly answer: Answer | Refused } | null>(
    null,
  );
  useEffect(() => {
    let isWanted = true;
    const hear = (answer: Answer | Refused) => {
      if (isWanted) setHeard({ of: ask, answer });
    };
    ask().then(hear, () => hear({ kind: 'refused' }));
    return () => {
      isWanted = false;
    };
  }, [ask]);
  return heard?.of === ask ? heard.answer : null;
}
