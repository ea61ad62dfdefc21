// Which names below an activity folder are taken, by the rules of the vendor map. Pure, and blind to case.
// Names come as one character per byte (latin1), so that names that are no valid UTF-8 are judged like any other.
import type { TakingRules } from '../../../src-worker/contract/vendor-map.ts';

/** `unfinished`: offered to the athlete, never taken quietly. */
export type NameJudgement = 'take' | 'leave' | 'unfinished';

export function judgeFileName(rules: TakingRules, nameBytes: string): NameJudgement {
  const name = nameBytes.toLowerCase();
  if (rules.unfinishedFiles.some((pattern) => fits(pattern, name))) return 'unfinished';
  if (rules.leavesFiles.some((pattern) => fits(pattern, name))) return 'leave';
  return rules.takes.some((ending) => name.endsWith(`.${ending}`)) ? 'take' : 'leave';
}

/** Whether what lies in this folder may be activities. */
export function judgeFolderName(rules: TakingRules, nameBytes: string): 'enter' | 'leave' {
  const name = nameBytes.toLowerCase();
  return rules.leavesFolders.some((pattern) => fits(pattern, name)) ? 'leave' : 'enter';
}

/** Whether `name`, in lower case, is one that the pattern means; `*` stands for any number of characters. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('*');
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
