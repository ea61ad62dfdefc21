// Whether a tray icon can be counted on. Electron tells nothing where no one shows it, and Linux has no documented way to
// ask without a bus library; so the desktops that show one by themselves are a table, and everywhere else the tray is
// never the only way: closing the window quits there, unless the athlete wants Cooldown in the background.

/** Names of XDG_CURRENT_DESKTOP. Plain GNOME shows none; Ubuntu's comes with the extension that does. */
const desktopsWithTray = [
  'KDE',
  'XFCE',
  'X-Cinnamon',
  'Cinnamon',
  'MATE',
  'LXQt',
  'Budgie',
  'Deepin',
  'DDE',
  'Unity',
  'ubuntu',
];

/** `desktop`: XDG_CURRENT_DESKTOP, names parted by colons. */
export function showsTray(platform: NodeJS.Platform, desktop: string): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  const names = desktop.toLowerCase().split(':');
  return desktopsWithTray.some((name) => names.includes(name.toLowerCase()));
}

interface Wishes {
  /** Null where the athlete has not chosen. */
  readonly chosen: boolean | null;
  readonly showsTray: boolean;
  readonly startsWithComputer: boolean;
}

/** Who has it start with the computer wants it in the background, tray or not: a second start shows the window. */
export const keepsRunning = ({ chosen, showsTray, startsWithComputer }: Wishes): boolean =>
  chosen ?? (showsTray || startsWithComputer);
