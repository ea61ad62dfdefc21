// Walls that imports do not show: who may reach for a global, a clock or one of Electron's powers.
// One rule per wall, so that walls on the same file do not replace each other. eslint.config.mjs spreads the array;
// test/architecture/walls.test.ts holds every wall to a line that it has to stop.
import { builtinRules } from 'eslint/use-at-your-own-risk';

const pureRooms = ['src-worker/{contract,formats,mapping,canonical,dedup,quality,timeline}/**'];

const called = (name) => `CallExpression[callee.name=${name}]`;
const member = (object, property) => `MemberExpression[object.name=${object}][property.name=${property}]`;
const importedFrom = (library, names) =>
  `ImportDeclaration[source.value="${library}"][importKind!="type"] > ImportSpecifier[importKind!="type"][imported.name=${names}]`;

/** `selectors` name what is not to be written in `files`, but for those `behind` the wall. */
const table = [
  {
    name: 'no-clock',
    files: pureRooms,
    selectors: [
      'NewExpression[callee.name="Date"][arguments.length=0]',
      called('"Date"'),
      member('"Date"', '"now"'),
      member('"performance"', '/./'),
      member('"Temporal"', '"Now"'),
      called('/^(setTimeout|setInterval|requestAnimationFrame)$/'),
    ],
    message:
      'Formats, mapping, canonical, dedup, quality and timeline have no clock: the same bytes give the same answer on any day. Take the instant as a parameter.',
  },
  {
    name: 'no-chance',
    files: pureRooms,
    selectors: [member('"Math"', '"random"'), member('"crypto"', '/^(randomUUID|getRandomValues)$/')],
    message: 'Identity is derived from content, never from chance. Ids are made in imports and passed in.',
  },
  {
    name: 'no-zone-of-the-machine',
    files: pureRooms,
    selectors: [
      'CallExpression[callee.property.name=/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$/]',
      'CallExpression[callee.property.name=/^(getTimezoneOffset|resolvedOptions|toLocale(Date|Time)?String)$/]',
      'NewExpression[callee.name="Date"][arguments.length>1]',
    ],
    message:
      'This asks the machine for its zone or its language, so the answer would differ between two computers. Use the UTC methods, or take the athlete’s zone as a parameter.',
  },
  {
    name: 'no-io',
    files: pureRooms,
    selectors: [
      called('/^(fetch|importScripts|postMessage)$/'),
      'NewExpression[callee.name=/^(Worker|WebSocket|XMLHttpRequest|BroadcastChannel|EventSource)$/]',
      member('/^(indexedDB|localStorage|sessionStorage|caches|navigator)$/', '/./'),
    ],
    message:
      'This room takes values and returns values. Reading and writing belong to imports, the store and the entries.',
  },
  {
    name: 'fetch',
    files: ['src-worker/**', 'src-renderer/**', 'src-main/**'],
    behind: ['src-worker/parser.ts', 'src-worker/engine.ts', 'src-main/network/**'],
    selectors: [
      called('"fetch"'),
      member('/^(globalThis|window|self|net)$/', '/^(fetch|request)$/'),
      importedFrom('electron', '"net"'),
    ],
    message:
      'Requests go through src-main/network (credentials, no policy); only the workers’ entries fetch what the app itself serves.',
  },
  {
    name: 'window-desktop',
    files: ['src-renderer/**'],
    behind: ['src-renderer/desktop/**'],
    selectors: [
      member('/^(window|globalThis|self)$/', '"desktop"'),
      'VariableDeclarator[init.name=/^(window|globalThis|self)$/] > ObjectPattern > Property[key.name="desktop"]',
    ],
    message:
      'The bridge is touched in src-renderer/desktop only: import { desktop } from there, or add a function there.',
  },
  {
    name: 'writes-through-engine',
    files: ['src-renderer/**'],
    selectors: [
      'CallExpression[callee.object.object.name=/^(database|db)$/][callee.property.name=/^(put|add|update|upsert|delete|clear|modify|bulk(Put|Add|Update|Delete))$/]',
      'CallExpression[callee.object.name=/^(database|db)$/][callee.property.name=/^(transaction|delete)$/]',
    ],
    message: 'The engine is the only writer of the database. Add the call to the EngineApi in the contract.',
  },
  {
    name: 'raw-ipc',
    files: ['src-main/**', 'src-renderer/**', 'src-worker/**'],
    behind: ['src-main/ipc/**', 'src-main/preload.ts'],
    selectors: [
      importedFrom('electron', '/^(ipcMain|ipcRenderer|MessageChannelMain|contextBridge)$/'),
      'CallExpression[callee.object.property.name="webContents"][callee.property.name=/^(send|postMessage)$/]',
      'CallExpression[callee.object.name="webContents"][callee.property.name=/^(send|postMessage)$/]',
    ],
    message:
      'Raw IPC stays in src-main/ipc, which checks sender and payload. Add a line to the contract’s channels and a handler to openDoor.',
  },
  {
    name: 'preload-has-no-main',
    files: ['src-main/preload.ts'],
    selectors: [importedFrom('electron', '/^(?!contextBridge$|ipcRenderer$|webUtils$)/')],
    message:
      'The preload lives in the page’s process: of Electron it has contextBridge, ipcRenderer and webUtils, no more.',
  },
  {
    name: 'windows',
    files: ['src-main/**'],
    behind: ['src-main/window/**'],
    selectors: ['NewExpression[callee.name=/^(BrowserWindow|BaseWindow|WebContentsView|Tray)$/]'],
    message: 'Windows and the tray are opened in src-main/window, with the sandbox on. Ask it for one.',
  },
  {
    name: 'safe-storage',
    files: ['src-main/**'],
    behind: ['src-main/secrets/**'],
    selectors: [importedFrom('electron', '"safeStorage"'), member('"electron"', '"safeStorage"')],
    message:
      'A token is in clear in src-main/secrets only. Keep the reference, and ask for the secret where it is used.',
  },
  {
    name: 'whole-electron',
    files: ['src-main/**'],
    selectors: [
      'ImportDeclaration[source.value="electron"] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
      'ImportExpression[source.value="electron"]',
    ],
    message: 'Import Electron’s parts by name: a whole import would open every door at once.',
  },
  {
    name: 'utility-processes',
    files: ['src-main/**'],
    behind: ['src-main/intake/**'],
    selectors: [importedFrom('electron', '"utilityProcess"')],
    message: 'The one kind of utility process is intake, and src-main/intake starts and replaces it.',
  },
  {
    name: 'file-watching',
    files: ['src-main/**'],
    // The list of volumes lies in a folder there, and none of them is read.
    behind: ['src-main/intake/watch/**', 'src-main/devices/mac-volumes.ts'],
    selectors: [
      importedFrom('node:fs', '/^(watch|watchFile)$/'),
      importedFrom('node:fs/promises', '"watch"'),
      member('"fs"', '/^(watch|watchFile)$/'),
    ],
    message:
      'The system is asked to watch folders in src-main/intake/watch only, and what it tells is a hint: a scan says what is there.',
  },
];

const plugin = {
  rules: Object.fromEntries(table.map(({ name }) => [name, builtinRules.get('no-restricted-syntax')])),
};

export const walls = table.map(({ name, files, behind = [], selectors, message }) => ({
  name: `walls/${name}`,
  files,
  ignores: behind,
  plugins: { walls: plugin },
  rules: { [`walls/${name}`]: ['error', ...selectors.map((selector) => ({ selector, message }))] },
}));
