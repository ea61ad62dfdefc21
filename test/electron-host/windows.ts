// Which windows there are. A list of its own, so that app and windows need not know each other's insides.

/** What the app does to its windows when it ends. */
export interface OpenWindow {
  /** Asks the app's `close` listeners; false where one prevented it. */
  closeUnlessPrevented(): boolean;
  /** Without asking. */
  destroy(): void;
}

const openWindows = new Set<OpenWindow>();

export const windows = {
  add: (window: OpenWindow): void => void openWindows.add(window),
  remove: (window: OpenWindow): void => void openWindows.delete(window),
  all: (): readonly OpenWindow[] => [...openWindows],
};
