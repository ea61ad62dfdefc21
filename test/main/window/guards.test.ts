import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import {
  confinePages,
  denyPermissions,
  isNavigationAllowed,
  isPermissionGranted,
} from '../../../src-main/window/guards.ts';

describe('what a page may be granted', () => {
  it('is persistent storage for the own page', () => {
    expect(isPermissionGranted('persistent-storage', 'app://bundle')).toBe(true);
    expect(isPermissionGranted('persistent-storage', 'app://bundle/index.html')).toBe(true);
  });

  it.each([
    'geolocation',
    'media',
    'notifications',
    'clipboard-read',
    'usb',
    'serial',
    'fullscreen',
    'openExternal',
  ])('is never %s', (permission) => {
    expect(isPermissionGranted(permission, 'app://bundle/')).toBe(false);
  });

  it('is nothing for anybody else', () => {
    expect(isPermissionGranted('persistent-storage', 'app://bundle.evil/')).toBe(false);
    expect(isPermissionGranted('persistent-storage', 'https://example.org')).toBe(false);
  });
});

describe('where a page may go', () => {
  it.each([
    ['app://bundle/index.html', true],
    ['app://bundle/#activities', true],
    ['app://bundle.evil/index.html', false],
    ['https://example.org/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
  ])('%s: %s', (url, allowed) => {
    expect(isNavigationAllowed(url)).toBe(allowed);
  });
});

/** Records what is registered on Electron's objects, so that a guard taken away is noticed. */
function recordingSession() {
  const registered: Record<string, unknown> = {};
  const session = {
    setPermissionRequestHandler: (handler: unknown) => (registered['request'] = handler),
    setPermissionCheckHandler: (handler: unknown) => (registered['check'] = handler),
    setDevicePermissionHandler: (handler: unknown) => (registered['device'] = handler),
    on: (event: string, handler: unknown) => (registered[event] = handler),
  };
  // Only the four members that denyPermissions uses.
  denyPermissions(session as unknown as Session);
  return registered as Record<string, (...given: unknown[]) => unknown>;
}

describe('denyPermissions', () => {
  it('answers requests, checks and devices, each through its own handler', () => {
    const registered = recordingSession();
    const answers: unknown[] = [];
    registered['request']?.(null, 'geolocation', (granted: unknown) => answers.push(granted), {
      requestingUrl: 'app://bundle/index.html',
    });
    expect(answers).toEqual([false]);
    expect(registered['check']?.(null, 'geolocation', 'app://bundle')).toBe(false);
    expect(registered['check']?.(null, 'persistent-storage', 'app://bundle')).toBe(true);
    expect(registered['device']?.({ deviceType: 'usb' })).toBe(false);
  });

  it('stops every download', () => {
    const prevented: string[] = [];
    recordingSession()['will-download']?.({ preventDefault: () => prevented.push('download') });
    expect(prevented).toEqual(['download']);
  });
});

describe('confinePages', () => {
  const confined = () => {
    const app = new EventEmitter();
    const contents = Object.assign(new EventEmitter(), {
      openHandler: undefined as undefined | ((details: { url: string }) => { action: string }),
      setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
        this.openHandler = handler;
      },
    });
    confinePages(app as unknown as App);
    app.emit('web-contents-created', {}, contents);
    return contents;
  };

  it('denies every new window', () => {
    expect(confined().openHandler?.({ url: 'app://bundle/index.html' })).toEqual({ action: 'deny' });
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('prevents leaving by %s', (event) => {
    const contents = confined();
    const prevented: string[] = [];
    const go = (url: string) => contents.emit(event, { url, preventDefault: () => prevented.push(url) });
    go('https://example.org/');
    go('app://bundle/index.html');
    expect(prevented).toEqual(['https://example.org/']);
  });

  it('prevents every webview', () => {
    const prevented: string[] = [];
    confined().emit('will-attach-webview', { preventDefault: () => prevented.push('webview') });
    expect(prevented).toEqual(['webview']);
  });
});
