// What is shown at a place: its screen, and what is opened beside it. A new screen is one line in each.
import type { ReactNode } from 'react';
import type { ChooseAndImport } from '../components/import-buttons.tsx';
import type { SourcesKnown } from '../desktop/sources-store.ts';
import type { ImportsNow } from '../engine/live.ts';
import { AboutScreen } from '../screens/about/about-screen.tsx';
import { sessionIdOfKey } from '../../src-worker/contract/manual-session.ts';
import { ActivitiesScreen } from '../screens/activities/activities-screen.tsx';
import { ActivityDetail } from '../screens/activities/activity-detail.tsx';
import { DevicesScreen } from '../screens/devices/devices-screen.tsx';
import { HealthScreen } from '../screens/health/health-screen.tsx';
import { ImportsScreen } from '../screens/imports/imports-screen.tsx';
import { ReceiptDetail } from '../screens/imports/receipt-detail.tsx';
import type { Place, Places } from '../screens/place.ts';
import { ReportScreen } from '../screens/report/report-screen.tsx';
import { SessionDetail } from '../screens/sessions/session-detail.tsx';
import { SessionForm } from '../screens/sessions/session-form.tsx';
import type { Looking } from './use-importing.ts';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';

interface ScreenParts {
  readonly place: Place;
  readonly places: Places;
  readonly imports: ImportsNow | undefined;
  readonly sources: SourcesKnown;
  readonly onChoose: ChooseAndImport;
  readonly looking: Looking;
  /** The athlete wants nothing to be taken in for now. */
  readonly isPaused: boolean;
}

export function screenOf(parts: ScreenParts): ReactNode {
  const { place, places, imports, sources, onChoose, looking, isPaused } = parts;
  switch (place.screen) {
    case 'activities':
      return <ActivitiesScreen activityKey={place.activityKey} places={places} onChoose={onChoose} />;
    case 'imports':
      return (
        <ImportsScreen
          place={place}
          places={places}
          imports={imports}
          onChoose={onChoose}
          looking={looking}
          isPaused={isPaused}
        />
      );
    case 'devices':
      return <DevicesScreen sources={sources} isPaused={isPaused} />;
    case 'health':
      return <HealthScreen places={places} />;
    case 'settings':
      return <SettingsScreen />;
    case 'about':
      return <AboutScreen places={places} />;
    case 'report':
      return <ReportScreen onClose={() => places.back()} />;
  }
}

/** null where nothing is opened. */
export function detailOf(place: Place, places: Places): ReactNode {
  switch (place.screen) {
    case 'activities':
      return besideActivities(place, places);
    case 'imports':
      return place.jobId && <ReceiptDetail jobId={place.jobId} places={places} />;
    case 'devices':
    case 'health':
    case 'settings':
    case 'about':
    case 'report':
      return null;
  }
}

function besideActivities(
  { activityKey, isWriting }: Extract<Place, { screen: 'activities' }>,
  places: Places,
): ReactNode {
  const sessionId = activityKey === null ? null : sessionIdOfKey(activityKey);
  if (isWriting === true) return <SessionForm sessionId={sessionId} places={places} />;
  if (activityKey === null) return null;
  return sessionId === null ? (
    <ActivityDetail activityKey={activityKey} places={places} />
  ) : (
    <SessionDetail sessionId={sessionId} places={places} />
  );
}
