// A folder that looks like Electron's for Linux to a packager, without being it: packing needs no download, and the fuses
// can be flipped and read as in the real one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What @electron/fuses looks for in the binary. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;
/** As Electron ships them, in the order of their numbers: 1 is on, 0 is off. */
const shippedFuses = '100110011';

export function writeDummyElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const executable = Buffer.concat([
    Buffer.from('#!/bin/false\n'),
    Buffer.from(sentinel),
    Buffer.from([wireVersion, shippedFuses.length]),
    Buffer.from(shippedFuses),
    Buffer.from('\n'),
  ]);
  writeFileSync(join(folder, 'electron'), executable, { mode: 0o755 });
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'resources.pak']) {
    writeFileSync(join(folder, name), name);
  }
}
