// The icon in the tray. It shows rows that were decided elsewhere, and says what was clicked. It is never the only way to
// anything: some desktops show no tray.
import { join } from 'node:path';
import { Menu, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import { assertNever } from '../../src-worker/contract/result.ts';
import type { TrayAction, TrayRow } from './tray-menu.ts';

export interface TrayIcon {
  show(status: string, rows: readonly TrayRow[]): void;
  remove(): void;
}

interface TrayParts {
  readonly platform: NodeJS.Platform;
  readonly iconFolder: string;
  readonly onAction: (action: TrayAction) => void;
}

export function putInTray({ platform, iconFolder, onAction }: TrayParts): TrayIcon {
  // macOS inks a template as its menu bar needs it; the coloured one stands on light and on dark panels.
  const icon = join(iconFolder, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png');
  const tray = new Tray(icon);
  /** Last drawn: a menu that is replaced closes under the pointer. */
  let drawn = '';
  let draw = (): void => undefined;
  // macOS opens the menu by itself.
  if (platform !== 'darwin') tray.on('click', () => onAction({ kind: 'open' }));
  const drawAgain = (): void => {
    tray.setImage(icon);
    draw();
  };
  nativeTheme.on('updated', drawAgain);
  return {
    show(status, rows) {
      const next = JSON.stringify([status, rows]);
      if (next === drawn) return;
      drawn = next;
      draw = () => {
        tray.setToolTip(`Cooldown: ${status}`);
        tray.setContextMenu(Menu.buildFromTemplate(rows.map((row) => menuItem(row, onAction))));
      };
      draw();
    },
    remove() {
      nativeTheme.removeListener('updated', drawAgain);
      tray.destroy();
    },
  };
}

function menuItem(row: TrayRow, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (row.kind) {
    case 'text':
      return { label: literal(row.label), enabled: false };
    case 'line':
      return { type: 'separator' };
    case 'action':
      return { label: literal(row.label), click: () => onAction(row.action) };
    default:
      return assertNever(row);
  }
}

/** A single ampersand would be taken for the mark of a shortcut. */
const literal = (label: string): string => label.replaceAll('&', '&&');
