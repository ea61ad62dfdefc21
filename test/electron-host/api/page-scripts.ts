// The three scripts Chromium runs in every document before the page's own: the stand-in's half in the page's world,
// its half in the isolated world, and there the preload.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { preloadGlobal, type WorldParameters } from '../page/host-messages.ts';

export const isolatedWorldName = 'Electron Isolated Context';
export const bindingName = '__standInSend';
export const worldSecret = randomBytes(16).toString('hex');

export interface PageScript {
  readonly source: string;
  readonly worldName?: string;
}

/** Both halves are built beside this file, as `var standIn = …` with a `start` in it. */
export function worldScripts(): readonly [page: PageScript, isolated: PageScript] {
  const parameters = JSON.stringify({
    secret: worldSecret,
    binding: bindingName,
    platform: process.platform,
    versions: { electron: process.versions.electron, chrome: process.versions.chrome },
  } satisfies WorldParameters);
  const script = (file: string): string => {
    const built = readFileSync(join(import.meta.dirname, file), 'utf8');
    return `(() => { ${built}\nstandIn.start(${parameters}); })()`;
  };
  return [
    { source: script('main-world.js') },
    { source: script('isolated-world.js'), worldName: isolatedWorldName },
  ];
}

/** The preload as a CommonJS module; throws a SyntaxError where it is none. */
export function preloadScript(path: string): PageScript {
  const source = `((given) => {
  // Only the top frame of the app's own pages gets a preload.
  if (given === undefined) return;
  const { require, process, failed } = given;
  const module = { exports: {} };
  try {
    (function (exports, require, module, process, global) {\n${readFileSync(path, 'utf8')}
    })(module.exports, require, module, process, globalThis);
  } catch (error) {
    failed(error);
  }
})(globalThis.${preloadGlobal});
//# sourceURL=${path}`;
  new Script(source, { filename: path });
  return { source, worldName: isolatedWorldName };
}
