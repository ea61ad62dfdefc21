// What is said of one device or folder: how it stands, what is safe, what can be done, and what came from it. Pure.
import type { Source } from '../../../src-worker/contract/sources.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';
import type { TextId } from '../../text/english.ts';
import { formatInstant } from '../../text/format-date.ts';
import type { Reader } from '../../text/reader.ts';
import type { Say, TextValues } from '../../text/say.ts';
import { sourceName } from '../../text/source-name.ts';
import { visibleName } from '../../text/visible-name.ts';

/** What happened · what is safe · what to do; empty where there is nothing to say. */
export interface SourceStory {
  readonly happened: string;
  readonly safe: string;
  readonly next: string;
}

/** How much a state wants of a person; a sign shows it beside the words. */
export type SourceTone = 'well' | 'busy' | 'asks' | 'hampered' | 'trouble' | 'absent';

/** `isPaused`: the athlete wants nothing to be taken in for now. */
export function sourceStory(source: Source, isPaused: boolean, say: Say): SourceStory {
  const { kind, state, filesWaiting, badCopies } = source;
  const name = sourceName(source, say);
  const story = (happened: TextId, safe?: TextId, next?: TextId, values: TextValues = {}): SourceStory => ({
    happened: say(happened, values),
    safe: safe === undefined ? '' : say(safe, values),
    next: next === undefined ? '' : say(next, values),
  });
  switch (state.kind) {
    case 'looking':
      return story(`source.${kind}.looking`);
    case 'settling':
      return story('source.settling', undefined, `source.${kind}.settling.next`, { count: state.files });
    case 'importing': {
      const safe = kind === 'device' ? 'source.device.importing.safe' : undefined;
      const values = { done: state.filesDone, all: state.filesAll };
      return isPaused
        ? story('source.importing.paused', safe, 'source.importing.paused.next', values)
        : story('source.importing', safe, undefined, values);
    }
    case 'at_rest':
      if (source.partsUnlisted > 0)
        return story(`source.${kind}.at_rest.in_part`, 'source.in_part.safe', `source.${kind}.in_part.next`);
      if (source.filesUnread > 0) {
        const count = source.filesUnread;
        return story(`source.${kind}.at_rest.unread`, 'source.unread.safe', `source.${kind}.unread.next`, {
          count,
        });
      }
      if (badCopies > 0) {
        const count = { count: badCopies };
        return story('source.bad_copies', 'source.bad_copies.safe', 'source.bad_copies.next', count);
      }
      return story(`source.${kind}.at_rest${restOf(source)}`);
    case 'asks':
      return story('source.asks', 'source.asks.safe', undefined, { count: state.activityFiles });
    case 'off':
      return story(`source.${kind}.off`, 'source.off.safe');
    case 'stuck':
      return story(`source.${kind}.stuck`, 'source.stuck.safe', `source.${kind}.stuck.next`, { name });
    case 'no_volume': {
      const next = source.hints.length === 0 ? 'source.no_volume.next_unknown' : 'source.no_volume.next';
      return story('source.no_volume', 'source.no_volume.safe', next, { name });
    }
    case 'away': {
      const away = `source.${kind}.away.${state.reason}` as const;
      // A device in its drawer is no news, and wants nothing.
      if (kind === 'device' && state.reason === 'not_there' && filesWaiting === 0) return story(away);
      const told = story(away, 'source.away.safe', `${away}.next`);
      if (filesWaiting === 0) return told;
      return { ...told, happened: `${told.happened} ${say('source.waiting', { count: filesWaiting })}` };
    }
    default:
      return assertNever(state);
  }
}

/** Which of the sentences for rest fits: a file that could not be read is not known, and not everything is here then. */
function restOf({ filesFound, filesKnown }: Source): '' | '.nothing' | '.not_all' {
  if (filesFound === 0) return '.nothing';
  return filesKnown < filesFound ? '.not_all' : '';
}

/** All that was found is at rest, and yet not everything is here. */
export const isIncomplete = ({ filesUnread, partsUnlisted, badCopies }: Source): boolean =>
  filesUnread > 0 || partsUnlisted > 0 || badCopies > 0;

export function sourceTone(source: Source): SourceTone {
  const { kind, state } = source;
  switch (state.kind) {
    case 'looking':
    case 'settling':
    case 'importing':
      return 'busy';
    case 'at_rest':
      return isIncomplete(source) ? 'hampered' : 'well';
    case 'asks':
      return 'asks';
    case 'no_volume':
      return 'hampered';
    case 'stuck':
      return 'trouble';
    case 'off':
      return 'absent';
    case 'away':
      return kind === 'device' && state.reason === 'not_there' ? 'absent' : 'hampered';
    default:
      return assertNever(state);
  }
}

/** “12 files, all known · 3 new activities since it was plugged in”, part by part. */
export function sourceCounts(
  { kind, state, filesFound, filesKnown, newActivities }: Source,
  say: Say,
): readonly string[] {
  switch (state.kind) {
    // What is counted there is not known yet, or said already.
    case 'looking':
    case 'asks':
    case 'no_volume':
      return [];
    case 'settling':
    case 'importing':
    case 'at_rest':
    case 'off':
    case 'stuck':
    case 'away': {
      if (filesFound === 0) return [];
      const files = filesKnown === filesFound ? 'source.counts.all_known' : 'source.counts.some_known';
      // “Nothing new” is said when it is sure, and what is away is not plugged in any more.
      const isHere = state.kind !== 'away' && state.kind !== 'off';
      const tellsNew = isHere && (newActivities > 0 || state.kind === 'at_rest');
      return [
        say(files, { count: filesFound, known: filesKnown }),
        ...(tellsNew ? [say(`source.${kind}.new`, { count: newActivities })] : []),
      ];
    }
    default:
      return assertNever(state);
  }
}

/** Where it lies, for people; null where it lies nowhere just now. */
export function placeText({ kind, state, place }: Source): string | null {
  const isInDrawer = kind === 'device' && state.kind === 'away' && state.reason === 'not_there';
  return isInDrawer || place === '' ? null : visibleName(place);
}

/** “Last here 12 May 2025, 18:04”, of what is not here now; null of all else. */
export function lastSeenText({ state, lastSeenAt }: Source, say: Say, reader: Reader): string | null {
  if (lastSeenAt === null || state.kind !== 'away') return null;
  return say('source.last_seen', { when: formatInstant(lastSeenAt, reader) });
}

/** A ride that its app left unfinished can be imported while the place can be read. */
export function offersUnfinished({ state, unfinishedRide }: Source): boolean {
  if (unfinishedRide === null) return false;
  switch (state.kind) {
    case 'looking':
    case 'settling':
    case 'importing':
    case 'at_rest':
      return true;
    case 'asks':
    case 'off':
    case 'away':
    case 'stuck':
    case 'no_volume':
      return false;
    default:
      return assertNever(state);
  }
}

/** Only where it is looked at: elsewhere it makes no difference. */
export const tellsLimitedWatching = ({ kind, state, isWatchingLimited }: Source): boolean =>
  kind === 'folder' &&
  isWatchingLimited &&
  state.kind !== 'off' &&
  state.kind !== 'away' &&
  state.kind !== 'stuck';
