// The polite live region: there from the start and silent until something begins or ends.
import { useState } from 'react';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import { useText } from '../text/use-text.ts';
import { announcement, heardOf, type HeardImports } from './announcements.ts';

export function Announcer({ runs }: { readonly runs: readonly ImportRun[] | null }) {
  const { say } = useText();
  const [seen, setSeen] = useState<readonly ImportRun[] | null>(null);
  const [heard, setHeard] = useState<HeardImports | null>(null);
  const [spoken, setSpoken] = useState('');
  if (runs !== seen && runs !== null) {
    setSeen(runs);
    setHeard(heardOf(runs));
    // What was there before the window opened is no news.
    const news = heard === null ? null : announcement(heard, runs, say);
    if (news !== null) setSpoken(news);
  }
  return (
    <div className="only-spoken" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
