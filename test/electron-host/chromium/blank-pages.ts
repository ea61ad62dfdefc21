// What a window shows before the app's page: an empty page of its colour, under its title. It lives on a host of the
// stand-in's own, which no app can have. Pure, but for the memory of what was asked.

export interface WindowLook {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** A CSS colour; null for Chromium's own white. */
  readonly background: string | null;
}

const host = 'https://window.stand-in.invalid/';
export const blankPagePattern = `${host}*`;

const looks = new Map<string, WindowLook>();

/** The address of an empty page that looks like this. Chromium remembers windows by it, so they are only counted. */
export function blankPageFor(look: WindowLook): string {
  const url = `${host}${looks.size + 1}`;
  looks.set(url, look);
  return url;
}

export const isBlankPage = (url: string): boolean => url === 'about:blank' || url.startsWith(host);

/** Null for whatever else is asked of this host, such as an icon. */
export function blankPageHtml(url: string): string | null {
  const look = looks.get(url);
  if (look === undefined) return null;
  const style =
    look.background === null ? '' : `<style>html{background:${escapeHtml(look.background)}}</style>`;
  return `<!doctype html><title>${escapeHtml(look.title)}</title>${style}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'{}]/g, (character) => `&#${character.charCodeAt(0)};`);
}
