// Which activities a typed filter leaves: every word has to be found in title, sport or file name.
import type { ActivityRow } from '../../engine/live.ts';
import type { Say } from '../../text/say.ts';
import { sportWord } from '../../text/sports.ts';

/** Accents and case make no difference: “mullheim” finds “Müllheim”. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

export function activityFilter(filter: string, say: Say): (activity: ActivityRow) => boolean {
  const words = plain(filter)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  return ({ title, workoutType, fileName, deviceName }) => {
    const text = plain([title, sportWord(workoutType, say), fileName, deviceName].join(' '));
    return words.every((word) => text.includes(word));
  };
}
