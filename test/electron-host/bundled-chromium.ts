// The Chromium that comes by npm: unpacked once into a private cache. Of the package only its archives are used; the
// switches it recommends turn off what keeps pages apart.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface UnpackedChromium {
  readonly executable: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** What it needs of the system, or else brings along. */
const neededLibraries = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1'];
const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/lib64',
  '/usr/lib',
];

const fontsFile = 'fonts-beside-it.conf';
/**
 * The package's own list looks for its fonts in the system's temporary folder, where ours are not. Without any font
 * Chromium ends at the first letter.
 */
const fontsBesideIt = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

export async function unpackBundledChromium(): Promise<UnpackedChromium> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  }; // npm's own form
  const folder = join(cacheFolder(), `chromium-${manifest.version}-with-fonts`);
  if (!existsSync(folder)) await unpack(folder, join(packageFolder, 'bin'));
  return {
    executable: join(folder, 'chromium'),
    environment: {
      ...process.env,
      FONTCONFIG_FILE: process.env['FONTCONFIG_FILE'] ?? join(folder, fontsFile),
      ...(systemHasLibraries() ? {} : { LD_LIBRARY_PATH: libraryPath(join(folder, 'al2023', 'lib')) }),
    },
  };
}

/** Into a folder beside the final one, then renamed: whoever finds the final one finds it complete. */
async function unpack(folder: string, archives: string): Promise<void> {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  // The package unpacks to the system's temporary folder, which others may write to. Nothing else runs meanwhile.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = half;
  try {
    await chromium.executablePath();
    if (!systemHasLibraries()) await inflate(join(archives, 'al2023.tar.br'));
    writeFileSync(join(half, fontsFile), fontsBesideIt);
    renameSync(half, folder);
  } catch (error) {
    // Another start was quicker: its folder is as good.
    if (!existsSync(folder)) throw error;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(half, { recursive: true, force: true });
  }
}

function cacheFolder(): string {
  const modules = join(dirname(import.meta.dirname), 'node_modules');
  return existsSync(modules)
    ? join(modules, '.cache', 'cooldown')
    : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cooldown');
}

function systemHasLibraries(): boolean {
  return neededLibraries.every((name) => libraryFolders.some((folder) => existsSync(join(folder, name))));
}

const libraryPath = (folder: string): string =>
  [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
