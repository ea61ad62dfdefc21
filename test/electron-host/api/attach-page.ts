// Gets a page ready for the app: opened, attached to, with the scripts that come before its own.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { runningChromium } from '../chromium/running.ts';
import { debugLog } from '../debug-log.ts';
import { answerFilePaths } from './file-paths.ts';
import { watchNavigation, type Navigation, type NavigationParts } from './navigation.ts';
import { openPageLink, type PageLink, type PageLinkParts } from './page-link.ts';
import { bindingName, isolatedWorldName, worldScripts, type PageScript } from './page-scripts.ts';

export interface AttachedPage {
  readonly targetId: string;
  readonly session: CdpSession;
  readonly link: PageLink;
  readonly navigation: Navigation;
}

interface AttachParts {
  /** Opens an empty page and answers its target id. */
  readonly openPage: () => Promise<string>;
  /** Asked once the page is open, when the app listens for what may be wrong with it. */
  readonly preload: () => PageScript | null;
  readonly hear: PageLinkParts['hear'];
  readonly currentUrl: NavigationParts['currentUrl'];
  readonly onNavigation: NavigationParts['emit'];
  /** Called before the page can say anything. */
  readonly listen: (session: CdpSession, topFrameId: string) => void;
}

export async function attachPage(parts: AttachParts): Promise<AttachedPage> {
  const { connection } = runningChromium();
  const targetId = await parts.openPage();
  const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
  const session = connection.session(sessionId);
  const page = {
    targetId,
    session,
    link: openPageLink({ session, topFrameId: targetId, hear: parts.hear }),
    navigation: watchNavigation({
      session,
      topFrameId: targetId,
      currentUrl: parts.currentUrl,
      emit: parts.onNavigation,
    }),
  };
  parts.listen(session, targetId);
  // In this order: the page's half first, as the isolated half calls it, and the preload needs both.
  const preload = parts.preload();
  const scripts = [...worldScripts(), ...(preload === null ? [] : [preload])];
  await Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Log.enable'),
    session.send('DOM.enable'),
    session.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName }),
    answerFilePaths(session),
    ...scripts.map((script) => session.send('Page.addScriptToEvaluateOnNewDocument', script)),
  ]);
  debugLog('attached', targetId);
  return page;
}
