// Tells how far an import's listing is: at most every tenth of a second while it goes on, and once when it is over.
import type { IntakeReport } from '../../src-worker/contract/intake-messages.ts';
import type { ListingTally } from './open-folder.ts';

const quietMs = 100;

export interface ListingReports {
  readonly tally: ListingTally;
  /** Whoever ends the import early has to know how many there are. */
  tellNow(): void;
  /** Nothing more will be found, and everything found has been answered. */
  complete(): void;
}

export interface ListingToReport {
  readonly importId: string;
  /** Answered before this run. */
  readonly filesFound: number;
  readonly report: (report: IntakeReport) => void;
}

export function startListingReports({ importId, report, ...before }: ListingToReport): ListingReports {
  let { filesFound } = before;
  let filesPassedOver = 0;
  /** Unknown before the named paths were looked at. */
  let foldersToList: number | null = null;
  let due: NodeJS.Timeout | null = null;

  const tell = (complete: boolean) => {
    due = null;
    const isCounted = !complete && foldersToList === 0;
    report({
      type: 'listed',
      listed: { importId, filesFound, filesPassedOver, complete, ...(isCounted && { isCounted }) },
    });
  };
  const tellSoon = () => {
    due ??= setTimeout(() => tell(false), quietMs);
  };

  const tellAtOnce = (complete: boolean) => {
    if (due !== null) clearTimeout(due);
    tell(complete);
  };

  return {
    tally: {
      found: (files) => {
        filesFound += files;
        tellSoon();
      },
      passedOver: (names) => {
        filesPassedOver += names;
        tellSoon();
      },
      toList: (folders) => {
        foldersToList = (foldersToList ?? 0) + folders;
        if (foldersToList === 0) tellSoon();
      },
    },
    tellNow: () => tellAtOnce(false),
    complete: () => tellAtOnce(true),
  };
}
