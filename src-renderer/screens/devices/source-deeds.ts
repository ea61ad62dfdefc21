// What a person can do about a device or a folder, as buttons: which there are in each state, and what each asks of main. Pure.
import type { InvokePayload } from '../../../src-worker/contract/desktop-channels.ts';
import type { Source } from '../../../src-worker/contract/sources.ts';
import { assertNever } from '../../../src-worker/contract/result.ts';

export type SourceChange = InvokePayload<'sources:change'>;

export type DeedName =
  | 'read'
  | 'never'
  | 'read_after_all'
  | 'stop_reading'
  | 'look_now'
  | 'try_again'
  | 'forget'
  | 'remove'
  | 'import_unfinished';

/** In the order in which they are offered, the likely one first. */
export const deedsOf = (source: Source): readonly DeedName[] =>
  source.kind === 'device' ? deviceDeeds(source) : folderDeeds(source);

function deviceDeeds({ state, vendor }: Source): readonly DeedName[] {
  switch (state.kind) {
    case 'asks':
      return ['read', 'never'];
    case 'at_rest':
      // A drive that nobody would know as a sports device is read because the athlete said so.
      return vendor === null ? ['look_now', 'stop_reading'] : ['look_now'];
    case 'off':
      return ['read_after_all'];
    case 'stuck':
      return ['try_again'];
    case 'away':
      return state.reason === 'not_there' ? ['forget'] : ['try_again'];
    case 'looking':
    case 'settling':
    case 'importing':
    case 'no_volume':
      return [];
    default:
      return assertNever(state);
  }
}

function folderDeeds({ state }: Source): readonly DeedName[] {
  switch (state.kind) {
    case 'at_rest':
      return ['look_now', 'remove'];
    case 'away':
    case 'stuck':
      return ['try_again', 'remove'];
    case 'looking':
    case 'settling':
    case 'importing':
    case 'off':
    case 'asks':
    case 'no_volume':
      return ['remove'];
    default:
      return assertNever(state);
  }
}

export function changeFor(deed: DeedName, sourceId: string): SourceChange {
  switch (deed) {
    case 'read':
    case 'read_after_all':
      return { change: 'switch', sourceId, isOn: true };
    case 'never':
    case 'stop_reading':
      return { change: 'switch', sourceId, isOn: false };
    case 'look_now':
    case 'try_again':
      return { change: 'look_now', sourceId };
    case 'forget':
    case 'remove':
      return { change: 'remove', sourceId };
    case 'import_unfinished':
      return { change: 'import_unfinished', sourceId };
    default:
      return assertNever(deed);
  }
}
