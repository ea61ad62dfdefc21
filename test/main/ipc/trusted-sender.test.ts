import { describe, expect, it } from 'vitest';
import { isTrustedSender, type Sender } from '../../../src-main/ipc/trusted-sender.ts';

const own: Sender = { frameUrl: 'app://bundle/index.html', isTopFrame: true, isOwnWindow: true };
const trusted = (change: Partial<Sender>) => isTrustedSender({ ...own, ...change }, 'app://bundle');

describe('main listens', () => {
  it('to the top frame of its own window with the own page', () => expect(trusted({})).toBe(true));
  it('not to a frame inside the page', () => expect(trusted({ isTopFrame: false })).toBe(false));
  it('not to a frame that is gone', () => expect(trusted({ frameUrl: null })).toBe(false));
  it('not to contents without a window', () => expect(trusted({ isOwnWindow: false })).toBe(false));
  it.each(['https://example.org/', 'app://bundle.evil/', 'file:///x', 'about:blank', 'app://bundle'])(
    'not to a page at %s',
    (frameUrl) => expect(trusted({ frameUrl })).toBe(false),
  );
});
