// Whether a recording took place where it says: on a trainer the positions are those of a drawn world or of a film.
import type { DecodedActivity } from '../formats/decoded.ts';
import { plainWord } from './sports.ts';

/** FIT `sub_sport`. */
const virtualSubSport = 'virtual_activity';

/** Strava’s names and numbers, Garmin’s names. */
const virtualSports: ReadonlySet<string> = new Set(['virtualride', 'virtualrun', 'virtualrow', '17', '53']);

/** FIT `manufacturer` of makers of nothing else. */
const virtualManufacturers: ReadonlySet<string> = new Set([
  'bkool',
  'elite',
  'mywhoosh',
  'tacx',
  'the_sufferfest',
  'virtualtraining', // as Rouvy was called
  'virtugo',
  'zwift',
  'zwift_byte',
]);

/** TCX `Creator/Name`, GPX `@creator`. */
const virtualCreators =
  /^(?:zwift|rouvy|bkool|fulgaz|kinomap|mywhoosh|virtugo|indievelo|training ?peaks virtual|tacx|rgt|wahoo rgt|wahoo systm)(?![a-z])/i;

export function isVirtual({ sport, subSport, sessions, maker }: DecodedActivity): boolean {
  return (
    [subSport, ...sessions.map((session) => session.subSport)].includes(virtualSubSport) ||
    (sport !== null && virtualSports.has(plainWord(sport))) ||
    (maker.manufacturer !== null && virtualManufacturers.has(maker.manufacturer)) ||
    (maker.creator !== null && virtualCreators.test(maker.creator))
  );
}
