// Which activities a typed filter leaves: every word has to be found in title, sport or file name.
import type { TimelineSession } from '../../../src-worker/contract/training-timeline.ts';
import type { Say } from '../../text/say.ts';
import { sportWord } from '../../text/sports.ts';

/** Accents and case make no difference: “mullheim” finds “Müllheim”. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** What is looked through, as long as the session is held: whoever types asks for it with every letter. */
const texts = new WeakMap<TimelineSession, string>();

function textOf(session: TimelineSession, say: Say): string {
  const { title, workoutType, fileName, deviceName, source_type } = session;
  const byHand = source_type === 'manual' ? say('session.by_hand') : null;
  const text =
    texts.get(session) ?? plain([title, sportWord(workoutType, say), fileName, deviceName, byHand].join(' '));
  texts.set(session, text);
  return text;
}

export function activityFilter(filter: string, say: Say): (session: TimelineSession) => boolean {
  const words = plain(filter)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  return (session) => {
    const text = textOf(session, say);
    return words.every((word) => text.includes(word));
  };
}
