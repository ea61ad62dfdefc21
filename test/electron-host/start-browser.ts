// Finds a Chromium, starts it and ties what happens in it to the app's windows.
import { join } from 'node:path';
import { app } from './api/app.ts';
import { BrowserWindow } from './api/browser-window.ts';
import { session } from './api/session.ts';
import { webContents, type RenderProcessGoneDetails } from './api/web-contents.ts';
import { unpackBundledChromium } from './bundled-chromium.ts';
import type { CdpConnection } from './chromium/cdp-connection.ts';
import { startChromium, type Chromium } from './chromium/chromium.ts';
import { appWindowOpener, headlessPageOpener } from './chromium/open-page.ts';
import { routeRequests } from './chromium/request-router.ts';
import { setRunningChromium } from './chromium/running.ts';
import { chromiumSwitches, messengerSwitches, type ChromiumFacts } from './chromium/switches.ts';
import { complain } from './complain.ts';
import { chooseStandIn, describeHost, type BrowserChoice } from './find-host.ts';
import { probeHost } from './probe-host.ts';
import { isShuttingDown, markFailed, onShutdown, shutDown } from './shutdown.ts';

const lastWordsMilliseconds = 500;

/** False where there is none; then the process is on its way out. */
export async function startBrowser(): Promise<boolean> {
  const choice = chooseStandIn(probeHost());
  process.stderr.write(`${describeHost(choice)}\n`);
  if (choice.kind === 'none') return await giveUp();
  try {
    await startChosen(choice.browser, choice.headless);
    return true;
  } catch (error) {
    complain('electron stand-in: Chromium could not be started.', error);
    return await giveUp();
  }
}

async function giveUp(): Promise<false> {
  await shutDown(1);
  return false;
}

async function startChosen(choice: BrowserChoice, headless: boolean): Promise<void> {
  const { executable, environment } =
    choice.kind === 'bundled'
      ? await unpackBundledChromium()
      : { executable: choice.path, environment: process.env };
  const profileFolder = join(app.getPath('userData'), 'stand-in-profile');
  const facts: ChromiumFacts = {
    profileFolder,
    headless,
    runsAsRoot: process.getuid?.() === 0,
    appName: app.getName(),
    appended: app.appendedSwitches,
    debuggingPort: app.commandLine.hasSwitch('remote-debugging-port')
      ? app.commandLine.getSwitchValue('remote-debugging-port')
      : null,
  };
  const chromium = await startChromium({
    executable,
    environment,
    profileFolder,
    switches: chromiumSwitches(facts),
  });
  onShutdown((how) => chromium.stop(how));

  const { connection } = chromium;
  const openPage = headless
    ? headlessPageOpener(connection)
    : appWindowOpener({ connection, executable, environment, switches: messengerSwitches(facts) });
  setRunningChromium({ connection, headless, openPage });
  await tieToApp(chromium);
}

async function tieToApp(chromium: Chromium): Promise<void> {
  const { connection, product } = chromium;
  // Electron tells both; the app shows them.
  Object.defineProperty(process, 'versions', {
    value: { ...process.versions, chrome: product.split('/')[1] ?? product },
  });
  process.env['COOLDOWN_HOST'] ??= `Chromium stand-in (${product})`;

  void chromium.ended.then(() => leave());
  listenToTargets(connection);
  listenToDownloads(connection);
  await Promise.all([
    connection.send('Target.setDiscoverTargets', { discover: true }),
    connection.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true }),
    routeRequests(connection, (request) => {
      for (const contents of webContents.getAllWebContents()) {
        const judgement = contents.judgeNavigation(request);
        if (judgement !== 'not mine') return judgement;
      }
      return 'allowed';
    }),
  ]);
}

function listenToTargets(connection: CdpConnection): void {
  connection.on('Target.targetDestroyed', ({ targetId }) => {
    const contents = webContents.fromDevToolsTargetId(targetId);
    if (contents !== undefined) BrowserWindow.fromWebContents(contents)?.becomeClosedFromOutside();
  });
  connection.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
    webContents.fromDevToolsTargetId(targetId)?.becomeCrashed(reasonOf(status), errorCode);
  });
}

function reasonOf(status: string): RenderProcessGoneDetails['reason'] {
  switch (status) {
    case 'killed':
    case 'oom':
      return status;
    default:
      return 'crashed';
  }
}

function listenToDownloads(connection: CdpConnection): void {
  connection.on('Browser.downloadWillBegin', ({ url, suggestedFilename, guid }) => {
    if (session.defaultSession.judgeDownload(url, suggestedFilename)) {
      process.stderr.write(`electron stand-in: downloads are not implemented; ${url} is not saved\n`);
    }
    // A test driver may have allowed downloads for itself.
    connection.tell('Browser.cancelDownload', { guid });
  });
}

/** Chromium is gone: with it every window. An app that stays without windows has nothing to stay for here. */
function leave(): void {
  setRunningChromium(null);
  if (isShuttingDown()) return;
  process.stderr.write('electron stand-in: Chromium has ended\n');
  markFailed();
  for (const window of BrowserWindow.getAllWindows()) window.becomeClosed();
  app.quit();
  // What the app does about it has its turn first; without windows there is nothing to stay for.
  setTimeout(() => void shutDown(1), lastWordsMilliseconds);
}
