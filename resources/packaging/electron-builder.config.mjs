// What is packed, for which desktops, and what the packed Electron may no longer do. Main, preload and page are bundled
// whole: nothing of node_modules goes along.

/** Formats that the app opens; the desktop offers it for them. */
const formats = [
  ['fit', 'FIT activity', 'application/vnd.ant.fit'],
  ['tcx', 'TCX activity', 'application/vnd.garmin.tcx+xml'],
  ['gpx', 'GPX track', 'application/gpx+xml'],
];

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'app.cooldown.desktop',
  productName: 'Cooldown',
  copyright: 'Copyright © The Cooldown team',
  directories: { output: 'dist', buildResources: 'resources' },
  files: [
    'out/**',
    'package.json',
    'LICENSE',
    'resources/third-party-licences.txt',
    'resources/devices/vendors.json',
    'resources/icons/tray/*.png',
    '!**/*.map',
    '!**/node_modules/**',
  ],
  asar: true,
  npmRebuild: false,
  // A deb has to name a page; there is none yet.
  extraMetadata: { homepage: 'https://cooldown.invalid' },
  publish: null,
  fileAssociations: formats.map(([ext, description, mimeType]) => ({
    ext,
    name: description,
    description,
    mimeType,
    role: 'Viewer',
  })),
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // Apple's processors run nothing unsigned; the flip breaks the signature that Electron came with.
    resetAdHocDarwinSignature: true,
  },
  linux: {
    target: ['AppImage', 'deb'],
    executableName: 'cooldown',
    category: 'Utility',
    icon: 'resources/icons/png',
    synopsis: 'Imports FIT, TCX and GPX files, each activity once',
    maintainer: 'The Cooldown team <team@cooldown.invalid>',
    vendor: 'The Cooldown team',
  },
  win: { target: ['nsis'], icon: 'resources/icons/cooldown.ico' },
  nsis: { oneClick: false, perMachine: false, deleteAppDataOnUninstall: false },
  mac: {
    target: ['dmg'],
    icon: 'resources/icons/cooldown.icns',
    category: 'public.app-category.healthcare-fitness',
  },
};
