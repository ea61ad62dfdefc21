// What is said of the engine's state beside the status line: why nothing can be taken in, what happened at the start, and
// what is spoken when it changes. Pure.
import type { EngineNotice } from '../../src-worker/contract/engine-state.ts';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { EngineLife, EngineNow } from '../engine/start-engine.ts';
import type { Say } from './say.ts';

/** Null where files can be taken in, now or by themselves later. */
export const refusalText = (life: EngineLife, say: Say): string | null =>
  life.kind === 'read_only' ? say(`read_only.${life.reason}`) : null;

export function engineNews(notices: readonly EngineNotice[], say: Say): readonly string[] {
  // What is put back from a journal that lost a part may not be all, and there may be something to do.
  const isSalvaged = notices.some(({ kind }) => kind === 'salvaged');
  return notices.flatMap((notice) => {
    switch (notice.kind) {
      case 'rebuilt': {
        const id = isSalvaged ? 'notice.rebuilt_from_salvaged' : 'notice.rebuilt';
        return [say(id, { records: notice.records })];
      }
      case 'salvaged':
        return [say('notice.salvaged', { frames: notice.framesLost, name: notice.keptAs })];
      case 'tail_cut':
        // A write that was never accepted was cut off: nothing is missing, so there is nothing to say.
        return [];
      default:
        return assertNever(notice);
    }
  });
}

/** Once for each change that a person should hear of; null for all others. */
export function engineAnnouncement(before: EngineNow | null, after: EngineNow, say: Say): string | null {
  const isNew = before?.life.kind !== after.life.kind;
  if (isNew && after.life.kind === 'paused') return say(`status.paused.${after.life.trouble.kind}`);
  if (isNew && after.life.kind === 'read_only') return refusalText(after.life, say);
  const told = engineNews(before?.notices ?? [], say);
  const news = engineNews(after.notices, say).filter((text) => !told.includes(text));
  if (news.length > 0) return news.join(' ');
  return isNew && before?.life.kind === 'paused' && after.life.kind === 'running'
    ? say('spoken.running_again')
    : null;
}
