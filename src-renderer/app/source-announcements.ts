// What is spoken of devices and folders: that one needs somebody, and that a device may be unplugged when it is done. Pure.
import type { Source, SourceState } from '../../src-worker/contract/sources.ts';
import type { Say } from '../text/say.ts';
import { isIncomplete } from '../screens/devices/source-text.ts';
import { sourceName } from '../text/source-name.ts';

interface HeardSource {
  readonly state: SourceState['kind'];
  /** Files came from it since it was last at rest. */
  readonly wasBusy: boolean;
  readonly hasUnfinished: boolean;
}

/** By source. */
export type HeardSources = ReadonlyMap<string, HeardSource>;

const wasBusy = (before: HeardSource | undefined, state: SourceState['kind']): boolean =>
  state === 'settling' || state === 'importing' || (state === 'looking' && before?.wasBusy === true);

export const heardOfSources = (before: HeardSources | null, sources: readonly Source[]): HeardSources =>
  new Map(
    sources.map(({ sourceId, state, unfinishedRide }) => [
      sourceId,
      {
        state: state.kind,
        wasBusy: wasBusy(before?.get(sourceId), state.kind),
        hasUnfinished: unfinishedRide !== null,
      },
    ]),
  );

/** null where nothing came that a person should hear of. */
export function sourceAnnouncement(heard: HeardSources, sources: readonly Source[], say: Say): string | null {
  const news = sources.flatMap((source) => {
    const told = newsOf(source, heard.get(source.sourceId), say);
    return told === null ? [] : [told];
  });
  return news.length === 0 ? null : news.join(' ');
}

function newsOf(source: Source, before: HeardSource | undefined, say: Say): string | null {
  const { kind, state } = source;
  const name = sourceName(source, say);
  if (state.kind !== before?.state) {
    switch (state.kind) {
      case 'asks':
        return say('spoken.source_asks', { name, count: state.activityFiles });
      case 'stuck':
        return say('spoken.source_stuck', { name });
      case 'no_volume':
        return say('spoken.source_no_volume', { name });
      case 'at_rest':
        if (kind !== 'device' || before?.wasBusy !== true) break;
        return say(isIncomplete(source) ? 'spoken.source_incomplete' : 'spoken.source_at_rest', { name });
      case 'looking':
      case 'settling':
      case 'importing':
      case 'off':
      case 'away':
        break;
    }
  }
  const isNewlyUnfinished = source.unfinishedRide !== null && before?.hasUnfinished !== true;
  return isNewlyUnfinished ? say('spoken.source_unfinished', { name }) : null;
}
