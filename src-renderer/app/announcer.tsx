// The polite live region: there from the start and silent until something begins or ends.
import { useState } from 'react';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import type { EngineNow } from '../engine/start-engine.ts';
import { engineAnnouncement } from '../text/engine-news.ts';
import { useText } from '../text/use-text.ts';
import { announcement, heardOf, type HeardImports } from './announcements.ts';

interface AnnouncerProps {
  readonly runs: readonly ImportRun[] | null;
  readonly engine: EngineNow;
}

export function Announcer({ runs, engine }: AnnouncerProps) {
  const { say } = useText();
  const [seen, setSeen] = useState<readonly ImportRun[] | null>(null);
  const [heard, setHeard] = useState<HeardImports | null>(null);
  const [seenEngine, setSeenEngine] = useState<EngineNow | null>(null);
  const [spoken, setSpoken] = useState('');
  if (engine !== seenEngine) {
    setSeenEngine(engine);
    const news = engineAnnouncement(seenEngine, engine, say);
    if (news !== null) setSpoken(news);
  }
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
