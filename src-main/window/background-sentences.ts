// What the tray and the notifications say. They are drawn by the system, beside the window, and say what its status line says.

export const said = {
  starting: 'Starting…',
  stopped: 'Importing has stopped. Open Cooldown to start it again',
  rebuilding: 'Putting your activities back',
  upToDate: 'Up to date',
  paused: 'Imports are paused',
  pausedNoRoom: 'Paused: this computer has no room left',
  pausedNotWritten: 'Paused: this computer can not write to Cooldown’s folder',
  readOnly: 'Read-only: open Cooldown to see why',
  pause: 'Pause imports',
  goOn: 'Go on with imports',
  open: 'Open Cooldown',
  quit: 'Quit Cooldown',
  nothingYet: 'No imports yet',
  nothingNew: 'nothing new',
  readAgain: 'Originals, read again',
  newsToSee: 'Click to see them in Cooldown.',
  goesOn: 'Cooldown goes on',
} as const;

/** “1 file”, “3 files”. */
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const files = (count: number): string => counted(count, 'file', 'files');
export const newActivities = (count: number): string => counted(count, 'new activity', 'new activities');
export const needYou = (count: number): string => counted(count, 'file needs you', 'files need you');
export const importing = (done: number, found: number, isListed: boolean): string =>
  `Importing ${done} of ${found}${isListed ? '' : ' so far'}`;

/** Said once, when the window is closed for the first time and Cooldown goes on. */
export const howToEndIt = (showsTray: boolean): string =>
  showsTray
    ? 'New activities are taken in while its window is closed. To end it, choose Quit in the menu of its icon.'
    : 'New activities are taken in while its window is closed. Open Cooldown again to see its window; to end it, choose Quit in its settings.';
