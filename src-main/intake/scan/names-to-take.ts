// Which names a scan takes: by the rules of the vendor on a volume, by the names of activities in a folder. Pure.
import type { TakingRules, VendorMap } from '../../../src-worker/contract/vendor-map.ts';
import { isCandidateName, isFolderLeftAlone } from '../name-filter.ts';
import { judgeFileName, judgeFolderName, type NameJudgement } from '../recognise/taking-rules.ts';

export interface NamesToTake {
  ofFile(nameBytes: string): NameJudgement;
  ofFolder(nameBytes: string): 'enter' | 'leave';
  /** Smaller files are stubs. */
  readonly smallestBytes: number;
}

export const namesOnVolume = (rules: TakingRules): NamesToTake => ({
  ofFile: (nameBytes) => judgeFileName(rules, nameBytes),
  ofFolder: (nameBytes) => (isFolderLeftAlone(nameBytes) ? 'leave' : judgeFolderName(rules, nameBytes)),
  smallestBytes: rules.smallestBytes,
});

/** Any vendor's program may write there: a ride that it is still recording is never taken. */
export function namesInFolder({ vendors, unknown }: VendorMap): NamesToTake {
  const unfinishedFiles = [...vendors.map(({ rules }) => rules), unknown].flatMap(
    (rules) => rules.unfinishedFiles,
  );
  const unfinishedOnly: TakingRules = { ...unknown, takes: [], leavesFiles: [], unfinishedFiles };
  return {
    ofFile: (nameBytes) => {
      if (judgeFileName(unfinishedOnly, nameBytes) === 'unfinished') return 'unfinished';
      return isCandidateName(nameBytes) ? 'take' : 'leave';
    },
    ofFolder: (nameBytes) => (isFolderLeftAlone(nameBytes) ? 'leave' : 'enter'),
    smallestBytes: 1,
  };
}
