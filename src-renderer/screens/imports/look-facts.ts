// What a look says, line by line; what is none is left out. Pure.
import { lookedEndings, lookedKinds, type Look } from '../../../src-worker/contract/look.ts';
import type { Fact } from '../../components/facts.tsx';
import { coarseEstimate } from '../../text/format-duration.ts';
import { formatSize } from '../../text/format-number.ts';
import type { Reader } from '../../text/reader.ts';
import type { Say } from '../../text/say.ts';

/** A guess: writing down and archiving come on top of reading, by up to as much again. */
const importingPerLooking = 1.5;
/** Before that an estimate would jump about. */
const leastFiles = 3;
const leastMs = 2_000;

const isTooEarly = ({ filesLooked, lookingMs }: Look): boolean =>
  filesLooked < leastFiles || lookingMs < leastMs;

/** Of all that was found, at the pace of looking; null while too little was seen. */
export function importSeconds(look: Look): number | null {
  const { filesLooked, filesFound, lookingMs, isOver } = look;
  if (filesLooked === 0 || (isTooEarly(look) && !isOver)) return null;
  return (importingPerLooking * (lookingMs / 1000) * filesFound) / filesLooked;
}

/** Null likewise, and while more files are being found. */
export function lookingSecondsLeft(look: Look): number | null {
  const { filesLooked, filesFound, lookingMs, isListed } = look;
  if (!isListed || isTooEarly(look)) return null;
  return ((lookingMs / 1000) * (filesFound - filesLooked)) / filesLooked;
}

export function lookFacts(
  look: Look,
  { say, reader }: { readonly say: Say; readonly reader: Reader },
): readonly Fact[] {
  const { filesLooked, filesPassedOver, bytesLooked, kinds, endings } = look;
  const kindTexts = lookedKinds
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => say(`look.kind.${kind}`, { count: kinds[kind] }));
  const seconds = importSeconds(look);
  return [
    ...(filesLooked === 0
      ? []
      : [
          { name: say('look.files'), value: kindTexts.join(', ') },
          { name: say('look.size'), value: formatSize(bytesLooked, reader) },
        ]),
    ...lookedEndings
      .filter((ending) => endings[ending] > 0)
      .map((ending) => ({
        name: say(`look.ending.${ending}`),
        value: say(`look.count.${ending}`, { count: endings[ending] }),
      })),
    ...(filesPassedOver === 0
      ? []
      : [{ name: say('look.passed_over'), value: say('import.passed_over', { count: filesPassedOver }) }]),
    ...(seconds === null ? [] : [{ name: say('look.time'), value: timeText(seconds, say) }]),
  ];
}

function timeText(seconds: number, say: Say): string {
  const estimate = coarseEstimate(seconds);
  return estimate.unit === 'moment'
    ? say('look.takes.moment')
    : say(`look.takes.${estimate.unit}`, { count: estimate.count });
}
