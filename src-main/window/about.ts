// What the About screen says of this build and the host it runs on.
import { app } from 'electron';
import type { About } from '../../src-worker/contract/desktop-channels.ts';

export function readAbout(): About {
  const { electron, chrome, node } = process.versions;
  return {
    kind: 'about',
    appVersion: app.getVersion(),
    host: process.env['COOLDOWN_HOST'] ?? `Electron ${electron}`,
    chromiumVersion: chrome,
    nodeVersion: node,
    dataFolder: app.getPath('userData'),
  };
}
