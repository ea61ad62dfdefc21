// The polite live region: there from the start and silent until something begins or ends.
import { useState } from 'react';
import type { ImportRun } from '../../src-worker/contract/import-job.ts';
import type { SourcesKnown } from '../desktop/sources-store.ts';
import type { EngineNow } from '../engine/start-engine.ts';
import { engineAnnouncement } from '../text/engine-news.ts';
import { useText } from '../text/use-text.ts';
import { useShownLook } from '../engine/shown-look.ts';
import { announcement, heardOf, lookNews, type HeardImports } from './announcements.ts';
import { heardOfSources, sourceAnnouncement, type HeardSources } from './source-announcements.ts';

interface AnnouncerProps {
  readonly runs: readonly ImportRun[] | null;
  readonly sources: SourcesKnown;
  readonly engine: EngineNow;
  /** By the athlete. */
  readonly isPaused: boolean;
}

export function Announcer({ runs, sources, engine, isPaused }: AnnouncerProps) {
  const { say } = useText();
  const [seen, setSeen] = useState<readonly ImportRun[] | null>(null);
  const [heard, setHeard] = useState<HeardImports | null>(null);
  const [seenSources, setSeenSources] = useState<SourcesKnown>(undefined);
  const [heardSources, setHeardSources] = useState<HeardSources | null>(null);
  const [seenEngine, setSeenEngine] = useState<EngineNow | null>(null);
  const [seenPaused, setSeenPaused] = useState(isPaused);
  const look = useShownLook();
  const [seenLook, setSeenLook] = useState(look);
  const [spoken, setSpoken] = useState('');
  if (isPaused !== seenPaused) {
    setSeenPaused(isPaused);
    setSpoken(say(isPaused ? 'spoken.paused' : 'spoken.goes_on'));
  }
  if (look !== seenLook) {
    setSeenLook(look);
    const news = lookNews(seenLook, look, say);
    if (news !== null) setSpoken(news);
  }
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
  if (sources !== seenSources && typeof sources === 'object') {
    setSeenSources(sources);
    setHeardSources(heardOfSources(heardSources, sources));
    const news = heardSources === null ? null : sourceAnnouncement(heardSources, sources, say);
    if (news !== null) setSpoken(news);
  }
  return (
    <div className="only-spoken" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
