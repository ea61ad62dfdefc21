// Tells a page's own navigations from those main asked for, and lets the app's listeners prevent the former.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { createEvent, type PreventableEvent } from '../honest-emitter.ts';
import { topFrame, type FrameMain } from './frame-main.ts';
import { schemeUrls } from './protocol.ts';

export interface NavigationDetails {
  readonly url: string;
  readonly isSameDocument: boolean;
  readonly isMainFrame: boolean;
  readonly frame: FrameMain | null;
}

export type NavigationEvent = PreventableEvent & NavigationDetails;
export type NavigationEventName = 'will-navigate' | 'will-frame-navigate' | 'will-redirect';

/** A document is being asked for. URLs as Chromium writes them. */
export interface DocumentRequest {
  readonly frameId: string;
  readonly url: string;
  readonly isRedirect: boolean;
}

export interface Navigation {
  /** Main is about to load this: not the page's doing. */
  expect(url: string): void;
  ownsFrame(frameId: string): boolean;
  isAllowed(request: DocumentRequest): boolean;
}

export interface NavigationParts {
  readonly session: CdpSession;
  readonly topFrameId: string;
  readonly currentUrl: () => string;
  readonly emit: (name: NavigationEventName, event: NavigationEvent) => void;
}

export function watchNavigation({ session, topFrameId, currentUrl, emit }: NavigationParts): Navigation {
  const frames = new Set([topFrameId]);
  const requestedByPage = new Set<string>();
  let expected: string | null = null;

  session.on('Page.frameAttached', ({ frameId }) => void frames.add(frameId));
  session.on('Page.frameDetached', ({ frameId, reason }) => {
    // A swapped frame goes on living in a process of its own.
    if (reason === 'remove') frames.delete(frameId);
  });
  session.on('Page.frameRequestedNavigation', ({ frameId }) => void requestedByPage.add(frameId));

  const isOwnDoing = (frameId: string, url: string): boolean => {
    if (requestedByPage.delete(frameId) || frameId !== topFrameId) return true;
    const wasExpected = expected === url;
    if (wasExpected) expected = null;
    // A reload that no page asked for comes from a test driver or the keyboard, as `reload()` does from main. Any
    // other address must be the page's doing, even if Chromium did not say so in time.
    return !wasExpected && schemeUrls.toApp(url) !== currentUrl();
  };

  const isPrevented = (name: NavigationEventName, { frameId, url }: DocumentRequest): boolean => {
    const isMainFrame = frameId === topFrameId;
    const event = createEvent<NavigationDetails>({
      url: schemeUrls.toApp(url),
      isSameDocument: false,
      isMainFrame,
      frame: isMainFrame ? topFrame(currentUrl()) : null,
    });
    emit(name, event);
    return event.defaultPrevented;
  };

  return {
    expect: (url) => (expected = url),
    ownsFrame: (frameId) => frames.has(frameId),
    isAllowed: (request) => {
      if (request.isRedirect) return !isPrevented('will-redirect', request);
      if (!isOwnDoing(request.frameId, request.url)) return true;
      if (isPrevented('will-frame-navigate', request)) return false;
      return request.frameId !== topFrameId || !isPrevented('will-navigate', request);
    },
  };
}
