// What a bulk export calls its activities: Strava lists them in `activities.csv`, a row for each with its file's name.
import { limits } from '../../contract/limits.ts';
import { csvRows } from './csv.ts';

/** Title by the name of the archive's entry. */
export type ArchiveTitles = ReadonlyMap<string, string>;

export const noTitles: ArchiveTitles = new Map();

export const isTitleList = (entryName: string): boolean => /(?:^|\/)activities\.csv$/i.test(entryName);

/** Id, date, name: the heading is in the athlete's language, the order always the same. */
const titleColumn = 2;
const longestTitle = 200;

/** Files stand in it as they are named from the folder that holds the list. */
export function archiveTitles(list: { readonly name: string; readonly bytes: Uint8Array }): ArchiveTitles {
  const folder = list.name.slice(0, list.name.length - 'activities.csv'.length);
  const [, ...rows] = csvRows(new TextDecoder().decode(list.bytes), limits.archiveEntries + 1);
  return new Map(
    rows.flatMap((cells) => {
      const file = cells.find((cell) => /^activities\/[^/]+$/.test(cell));
      const title = cells[titleColumn]?.trim().slice(0, longestTitle) ?? '';
      return file === undefined || title === '' ? [] : [[folder + file, title] as const];
    }),
  );
}
