// What the system hands over while the app is starting. The app is Node's own emitter, as Electron's is.
import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, test } from 'vitest';
import { hearHandOvers } from '../../src-main/hand-overs.ts';

function startingApp() {
  const app = new EventEmitter();
  /** From the system, which would look for another app. */
  const kept: string[] = [];
  return {
    // Of the app only its events are heard.
    handTo: hearHandOvers(app as unknown as App),
    kept,
    opens: (path: string) => app.emit('open-file', { preventDefault: () => kept.push(path) }, path),
    isCalledAgain: (handedOver: unknown) => app.emit('second-instance', {}, [], '/', handedOver),
  };
}

test('Files that are opened before there is a window are handed on once, together and in their order; later ones at once', () => {
  const { handTo, opens, isCalledAgain, kept } = startingApp();
  const taken: (readonly string[])[] = [];
  opens('/rides/a.fit');
  opens('/rides/b.fit');
  isCalledAgain({ paths: ['/rides/c.fit'] });
  expect(taken).toEqual([]);
  handTo((paths) => taken.push(paths));
  opens('/rides/d.fit');
  expect(taken).toEqual([['/rides/a.fit', '/rides/b.fit', '/rides/c.fit'], ['/rides/d.fit']]);
  expect(kept).toEqual(['/rides/a.fit', '/rides/b.fit', '/rides/d.fit']);
});

test('Who only wants to see the window, or hands over nonsense, brings no files; and where nothing came, nothing is taken', () => {
  const { handTo, isCalledAgain } = startingApp();
  const taken: (readonly string[])[] = [];
  isCalledAgain({ paths: [] });
  handTo((paths) => taken.push(paths));
  expect(taken).toEqual([]);
  isCalledAgain({ paths: [] });
  isCalledAgain({ paths: [1] });
  isCalledAgain(null);
  expect(taken).toEqual([[], [], []]);
});

test('Who wants no window brings only its files', () => {
  const { handTo, isCalledAgain } = startingApp();
  const taken: (readonly string[])[] = [];
  handTo((paths) => taken.push(paths));
  isCalledAgain({ paths: [], isHidden: true });
  expect(taken).toEqual([]);
  isCalledAgain({ paths: ['/rides/a.fit'], isHidden: true });
  expect(taken).toEqual([['/rides/a.fit']]);
});
