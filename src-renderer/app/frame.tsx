// The one frame: rail, content, details. It knows where the athlete is; the screens know what is there.
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { desktop } from '../desktop/desktop.ts';
import { landmarks } from '../components/landmarks.ts';
import { becomePaused, useImportsPaused } from '../desktop/imports-paused.ts';
import { useSources } from '../desktop/use-sources.ts';
import { useNewestImports } from '../engine/live.ts';
import { noPaces } from '../engine/pace.ts';
import { useEngine } from '../engine/start-engine.ts';
import { engineNews, refusalText } from '../text/engine-news.ts';
import type { PageOrder } from '../../src-worker/contract/page-orders.ts';
import { placeOf, type Place, type Places } from '../screens/place.ts';
import { useText } from '../text/use-text.ts';
import { Announcer } from './announcer.tsx';
import { DetailPanel } from './detail-panel.tsx';
import { DropTarget } from './drop-target.tsx';
import { focusWhenThere } from './focus.ts';
import { canGoBack, start, walk } from './history.ts';
import { markLookedAt, useLookedAt } from './looked-at.ts';
import { Notice } from './notice.tsx';
import { Rail } from './rail.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { detailOf, screenOf } from './places.tsx';
import type { Shortcut } from './shortcuts.ts';
import { lookedUpTo, statusOf, type Status } from './status.ts';
import { TroubleBoundary } from './trouble-boundary.tsx';
import { useImporting } from './use-importing.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './frame.css';

/** Enough to hold every import that may still run or need somebody, and more than anybody scrolls through. */
const importsWatched = 200;
const noSources = [] as const;

/** Where there is no list to return to, the screen's title takes the focus: it must not fall out of the page. */
function focusFirstOf(...selectors: readonly string[]): void {
  for (const selector of selectors) {
    const target = document.querySelector<HTMLElement>(selector);
    if (target !== null) return target.focus();
  }
}

export function Frame() {
  const { say } = useText();
  const [history, step] = useReducer(walk, start);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const { place } = history;

  const places = useMemo<Places>(
    () => ({
      open: (to, byKeyboard = false) => {
        setSheetOpen(false);
        step({ type: 'open', place: to, byKeyboard });
      },
      jump: (to) => step({ type: 'jump', place: to }),
      back: () => step({ type: 'back' }),
    }),
    [],
  );
  const visit = useCallback((to: Place) => {
    setSheetOpen(false);
    step({ type: 'visit', place: to });
  }, []);

  const engine = useEngine();
  const isPaused = useImportsPaused();
  const imports = useNewestImports(importsWatched, isPaused);
  const runs = imports?.runs ?? null;
  const lookedAt = useLookedAt();
  const sources = useSources();
  const status = statusOf({
    life: engine.life,
    runs,
    sources: typeof sources === 'object' ? sources : noSources,
    paces: imports?.paces ?? noPaces,
    isPaused,
    lookedAt,
  });
  useLooking(place.screen === 'imports', lookedUpTo(runs ?? []));

  const showImport = useCallback(
    (importId: string) => visit({ screen: 'imports', importId, jobId: null, filter: 'all' }),
    [visit],
  );
  const placeSeen = useRef(place);
  useEffect(() => {
    placeSeen.current = place;
  }, [place]);
  const placeNow = useCallback(() => placeSeen.current, []);
  const showImports = useCallback(() => visit(placeOf('imports')), [visit]);
  const { importDropped, choose, looking, refusal, forgetRefusal } = useImporting({
    showImport,
    showImports,
    placeNow,
  });

  const goBack = useCallback(() => {
    setSheetOpen(false);
    if (!isSheetOpen) step({ type: 'back' });
    if (isSheetOpen || history.behind.length === 0) focusFirstOf(landmarks.listStop, landmarks.screenTitle);
  }, [isSheetOpen, history.behind.length]);

  const act = useCallback(
    (shortcut: Shortcut): boolean => {
      switch (shortcut.kind) {
        case 'choose_files':
          choose('files');
          return true;
        case 'search':
          focusWhenThere(landmarks.filter);
          return true;
        case 'visit':
          visit(placeOf(shortcut.screen));
          focusAfterDrawing(landmarks.screenTitle);
          return true;
        case 'sheet':
          if (isSheetOpen) goBack();
          else setSheetOpen(true);
          return true;
        case 'quit':
          desktop.quit();
          return true;
        case 'back':
          if (!isSheetOpen && !canGoBack(history)) return false;
          goBack();
          return true;
      }
    },
    [choose, visit, goBack, isSheetOpen, history],
  );
  useShortcuts(act);

  const [wentOn, setWentOn] = useState(false);
  const obey = useCallback(
    (order: PageOrder) => {
      switch (order.kind) {
        case 'show_imports':
          visit({ screen: 'imports', importId: order.importId, jobId: null, filter: 'all' });
          break;
        case 'imports_paused':
          becomePaused(order.isPaused);
          break;
        case 'say_it_went_on':
          setWentOn(true);
          break;
      }
    },
    [visit],
  );
  useEffect(() => desktop.onOrder(obey), [obey]);
  useEffect(() => desktop.tellLookedAt(lookedAt), [lookedAt]);

  const readOnly = refusalText(engine.life, say);
  const { news, dismissNews } = useNews(engineNews(engine.notices, say));
  const detail = isSheetOpen ? <ShortcutSheet /> : detailOf(place, places);
  const subject = isSheetOpen ? 'keys' : JSON.stringify(place);
  return (
    <div className="frame">
      <Rail
        screen={place.screen}
        onVisit={(screen) => visit(placeOf(screen))}
        status={status}
        onRemedy={() => goToRemedy(status, visit)}
      />
      <main className="frame-content">
        {refusal !== null && (
          <Notice
            text={
              (refusal === 'read_only' ? readOnly : null) ??
              say(refusal === 'look_gone' ? 'import.look_gone' : 'import.refused')
            }
            isAnswer
            onClose={forgetRefusal}
          />
        )}
        {wentOn && <Notice text={say('background.went_on')} onClose={() => setWentOn(false)} />}
        {news.map((text) => (
          <Notice key={text} text={text} onClose={() => dismissNews(text)} />
        ))}
        <TroubleBoundary key={place.screen}>
          {screenOf({ place, places, imports, sources, onChoose: choose, looking, isPaused })}
        </TroubleBoundary>
      </main>
      {detail !== null && (
        <DetailPanel subject={subject} takesFocus={isSheetOpen || history.focusesDetail} onClose={goBack}>
          <TroubleBoundary>{detail}</TroubleBoundary>
        </DetailPanel>
      )}
      <DropTarget onDrop={importDropped} refusal={readOnly} />
      <Announcer runs={runs} sources={sources} engine={engine} isPaused={isPaused} />
    </div>
  );
}

function goToRemedy(status: Status, visit: (place: Place) => void): void {
  switch (status.kind) {
    case 'stopped':
      // The engine starts with the page.
      location.reload();
      break;
    case 'needs_you':
      visit({ screen: 'imports', importId: status.importId, jobId: null, filter: 'needs_you' });
      break;
    case 'read_only':
      visit(placeOf('about'));
      break;
    case 'source':
      visit(placeOf('devices'));
      break;
    case 'importing':
      visit({ screen: 'imports', importId: status.importId, jobId: null, filter: 'all' });
      break;
    case 'starting':
    case 'up_to_date':
    case 'rebuilding':
    case 'imports_paused':
    case 'paused':
      visit(placeOf('imports'));
      break;
  }
}

/** What the athlete has closed is not shown again while the page lives. */
function useNews(all: readonly string[]) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  return {
    news: all.filter((text) => !dismissed.includes(text)),
    dismissNews: (text: string) => setDismissed([...dismissed, text]),
  };
}

/** What was on the imports screen when the athlete leaves it has been looked at. */
function useLooking(isLooking: boolean, newestStart: string | null): void {
  useEffect(() => {
    if (!isLooking || newestStart === null) return;
    return () => markLookedAt(newestStart);
  }, [isLooking, newestStart]);
}

/** What stands there now may be about to go. */
function focusAfterDrawing(selector: string): void {
  requestAnimationFrame(() => focusWhenThere(selector));
}
