// Electron's `Menu` as data: it is kept and can be clicked by a test, but no frame of Chromium shows it.
import { honest } from '../page/honest.ts';

type ItemOptions = Electron.MenuItemConstructorOptions;

export interface MenuItem extends Omit<ItemOptions, 'submenu' | 'click'> {
  readonly label: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly submenu: Menu | null;
  readonly click: () => void;
}

export class Menu {
  private static applicationMenu: Menu | null = null;

  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[] = []) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    return honest('Menu', new Menu(template.map(menuItem)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.applicationMenu;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }
}

function menuItem(options: ItemOptions): MenuItem {
  const submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : null;
  // What a click would tell about its window and keys, nobody can tell here.
  const click = options.click as (() => void) | undefined;
  return {
    ...options,
    type: options.type ?? (submenu === null ? 'normal' : 'submenu'),
    label: options.label ?? '',
    enabled: options.enabled ?? true,
    visible: options.visible ?? true,
    submenu,
    click: () => click?.(),
  };
}
