// What is packed, by electron-builder itself, on a dummy of Electron: nothing is fetched, and nothing is packed that a
// person at the desktop does not need.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform, type AfterPackContext } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config from '../../resources/packaging/electron-builder.config.mjs';
import { writeDummyElectron } from './dummy-electron.ts';

const repository = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

type Packager = AfterPackContext['packager'];
interface LinuxHelper {
  readonly icons: Promise<readonly { readonly file: string; readonly size: number }[]>;
  readonly mimeTypeFiles: Promise<string | null>;
  computeDesktopEntry(options: object): Promise<string>;
}

const folder = mkdtempSync(join(tmpdir(), 'cooldown-package-'));
const packed = join(folder, 'dist', 'linux-unpacked');
const asar = join(packed, 'resources', 'app.asar');
let packager: Packager | null = null;

/** What the targets for Linux ask for their metadata; a part of the packager that it does not export. */
function linuxHelper(): LinuxHelper {
  const fromBuilder = createRequire(require.resolve('electron-builder'));
  const { LinuxTargetHelper } = fromBuilder('app-builder-lib/out/targets/LinuxTargetHelper') as {
    LinuxTargetHelper: new (packager: Packager | null) => LinuxHelper; // checked by what the tests read from it
  };
  return new LinuxTargetHelper(packager);
}

const packedFiles = (): readonly string[] =>
  listPackage(asar, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => /\.[\w]+$|LICENSE$/.test(basename(path)));

beforeAll(async () => {
  if (!existsSync(join(repository, 'out/main/index.js'))) {
    throw new Error('There is nothing to pack yet: npm run build');
  }
  const electron = join(folder, 'electron');
  const { version } = require('electron/package.json') as { version: string }; // npm's own form
  writeDummyElectron(electron, version);
  await build({
    projectDir: repository,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    publish: 'never',
    config: {
      ...config,
      electronDist: electron,
      directories: { ...config.directories, output: join(folder, 'dist') },
      afterPack: (context) => {
        packager = context.packager;
      },
    },
  });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the archive', () => {
  test('holds main, preload, page, the manifest, the licences and the vendor map, and nothing else', () => {
    const strangers = packedFiles().filter(
      (path) =>
        !/^out\/(?:main|preload|renderer)\//.test(path) &&
        !/^resources\/icons\/tray\/tray(?:Template)?(?:@2x)?\.png$/.test(path) &&
        ![
          'package.json',
          'LICENSE',
          'resources/third-party-licences.txt',
          'resources/devices/vendors.json',
        ].includes(path),
    );
    expect(strangers).toEqual([]);
    expect(packedFiles()).toEqual(
      expect.arrayContaining([
        'out/main/index.js',
        'out/main/intake.js',
        'out/preload/preload.cjs',
        'out/renderer/index.html',
        'package.json',
        'LICENSE',
        'resources/third-party-licences.txt',
        'resources/devices/vendors.json',
        'resources/icons/tray/tray.png',
        'resources/icons/tray/trayTemplate.png',
      ]),
    );
  });

  test('holds code, styles and pages only: no source map, no source, no test', () => {
    const kinds = new Set(
      packedFiles()
        .filter((path) => path.startsWith('out/'))
        .map((path) => path.slice(path.lastIndexOf('.'))),
    );
    expect([...kinds].filter((kind) => !['.js', '.cjs', '.css', '.html', '.svg'].includes(kind))).toEqual([]);
    const named = packedFiles().filter((path) => path.startsWith('out/') && path.endsWith('js'));
    const mapped = named.filter((path) => extractFile(asar, path).toString().includes('sourceMappingURL='));
    expect(mapped).toEqual([]);
  });

  test('is whole: what it asks for by name is Node’s, Electron’s or its own', () => {
    const scripts = packedFiles().filter((path) => /^out\/(?:main|preload)\/.*js$/.test(path));
    const asked = scripts.flatMap((path) => {
      const text = extractFile(asar, path).toString();
      return [
        ...text.matchAll(/^(?:import|export)\b[^'"`;]*?from\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gm),
        ...text.matchAll(/\brequire\(["']([^"']+)["']\)/g),
      ].map(([, first, second]) => first ?? second ?? '');
    });
    const { builtinModules } = require('node:module') as { builtinModules: readonly string[] };
    const isKnown = (name: string): boolean =>
      name === 'electron' || name.startsWith('.') || builtinModules.includes(name.replace(/^node:/, ''));
    expect(asked.length).toBeGreaterThan(0);
    expect([...new Set(asked)].filter((name) => !isKnown(name))).toEqual([]);
  });

  test('has a manifest that says who the app is, and does not tell how it is built', () => {
    const manifest = JSON.parse(extractFile(asar, 'package.json').toString()) as Record<string, unknown>;
    const own = require('../../package.json') as Record<string, unknown>; // npm's own form
    expect(manifest).toMatchObject({
      name: own['name'],
      productName: 'Cooldown',
      version: own['version'],
      main: own['main'],
      type: 'module',
    });
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['devDependencies']));
    expect(packedFiles()).toContain(String(manifest['main']).replace('./', ''));
  });
});

describe('the packed Electron', () => {
  test('has all seven fuses as we want them', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'cooldown'));
    // A fuse is a character of the wire.
    const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      nodeInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
      asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
      fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: off,
      nodeOptions: off,
      nodeInspect: off,
      cookieEncryption: on,
      asarIntegrity: on,
      onlyAsar: on,
      fileProtocol: off,
    });
  });

  test('comes with its own licences, and with no app beside the archive', () => {
    expect(readdirSync(packed)).toEqual(
      expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
    );
    expect(readdirSync(join(packed, 'resources')).filter((name) => name !== 'app.asar')).toEqual([]);
  });
});

describe('the desktop', () => {
  test('is told what the app is called, and that it opens FIT, TCX and GPX', async () => {
    const entry = await linuxHelper().computeDesktopEntry({});
    const values = Object.fromEntries(
      entry
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
    );
    expect(values).toMatchObject({
      Name: 'Cooldown',
      Icon: 'cooldown',
      Terminal: 'false',
      Type: 'Application',
      Categories: 'Utility;',
      MimeType: 'application/vnd.ant.fit;application/vnd.garmin.tcx+xml;application/gpx+xml;',
    });
    expect(values['Exec']).toMatch(/cooldown.* %[FU]$/);
  });

  test('learns the types that it does not know by itself', async () => {
    const file = await linuxHelper().mimeTypeFiles;
    const xml = readFileSync(file ?? '', 'utf8').replace(/>\s+</g, '><');
    expect(xml).toContain('<mime-type type="application/vnd.ant.fit"><glob pattern="*.fit"/>');
    expect(xml).toContain('<mime-type type="application/vnd.garmin.tcx+xml"><glob pattern="*.tcx"/>');
  });

  test('gets our own icon in every size from 16 to 1024', async () => {
    const icons = await linuxHelper().icons;
    expect(icons.map(({ size }) => size).sort((a, b) => a - b)).toEqual([
      16, 24, 32, 48, 64, 128, 256, 512, 1024,
    ]);
    for (const { file, size } of icons) {
      const png = readFileSync(file);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
      expect(resolve(file).startsWith(join(repository, 'resources/icons/png'))).toBe(true);
    }
  });

  test('gets the icon for Windows and macOS in their own containers', () => {
    const ico = readFileSync(join(repository, 'resources/icons/cooldown.ico'));
    expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 7]);
    const icns = readFileSync(join(repository, 'resources/icons/cooldown.icns'));
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  });
});
