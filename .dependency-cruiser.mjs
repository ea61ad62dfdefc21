// Who may import whom, as a table: the walls between the rooms. Run by test/architecture/boundaries.test.ts.
// A comment speaks to the person whose import broke the rule: it says where the thing belongs.

/** A room of the worker may import these rooms (beside itself), and of others only types. */
const workerRooms = {
  contract: { imports: [] },
  formats: { imports: ['contract'] },
  mapping: { imports: ['contract'], types: ['formats'] },
  canonical: { imports: ['contract'], types: ['mapping'] },
  dedup: { imports: ['contract'] },
  store: { imports: ['contract'] },
  quality: { imports: ['contract'], types: ['store'] },
  timeline: { imports: ['contract'], types: ['store'] },
  // Which of several recordings counts is a rule of dedup, what is counted of a day one of quality, and what a week holds one
  // of the timeline: all are said anew whenever rows are made of records.
  'event-log': { imports: ['contract', 'dedup', 'quality', 'store', 'timeline'] },
  imports: {
    imports: ['contract', 'canonical', 'dedup', 'store', 'event-log', 'flags'],
    types: ['formats', 'mapping'],
    // What the parser worker can be asked, as types: the pool is how imports reaches formats and mapping.
    typesOfFile: '^src-worker/parser-api\\.ts$',
  },
  line: { imports: ['contract'], types: ['event-log'] },
  flags: { imports: ['contract', 'store'] },
  outbox: { imports: ['contract', 'store', 'event-log', 'flags'] },
  diagnostics: { imports: ['contract', 'store'] },
};

const whyOfRoom = {
  contract:
    'The contract is the language that everyone may import, so it imports nobody. Move the type or the pure function into the contract, or leave what needs the room in the room.',
  formats:
    'A format turns bytes into the one decoded form and knows nothing beyond it. What depends on the canonical activity belongs in mapping.',
  mapping:
    'Mapping reads decoded values by their types. Code of a format stays in the format; what is derived from the canonical activity belongs in canonical.',
  canonical:
    'Canonical judges what mapping made, whoever made it. What is particular to a format or a provider belongs in mapping; what needs the log belongs in imports.',
  dedup:
    'Dedup is a pure policy over values. What it has to know is passed in by imports; a type that both need belongs in the contract.',
  store:
    'The store holds tables and schema steps. What decides about their content belongs in the room that asks.',
  quality:
    'Quality counts and judges values: rows come in from the store’s queries, the day from who asks. What reads or writes belongs in the store or in engine.ts.',
  timeline:
    'The timeline is made of sessions, and knows rows by their types alone. What is read or written for it is read and written by the event log, in the transaction that accepts.',
  'event-log': 'The event log appends and reads through the store. What makes an event belongs in imports.',
  imports:
    'Imports ties the rooms together, and reads files only through the parser pool: formats and mapping run in parser.ts. Ask the parser for it, or import the type alone.',
  line: 'The line carries messages between engine and main. What decides about them belongs in the room that hears them; engine.ts connects the two.',
  flags: 'Flags are evaluated from their cache. What acts on a flag belongs in the room that asks for it.',
  outbox: 'The outbox sends what the log holds. What is to be sent is written by the room that makes it.',
  diagnostics:
    'Diagnostics composes the report for support from the store and from facts of main, by the allow-list in the contract. What another room knows comes in as a value, or as a closed list of the contract.',
};

const room = (name) => `^src-worker/${name}/`;
const anyOf = (names) => `(?:${names.join('|')})`;

/** A library, resolved or (where it is not installed) by its bare name. */
const library = (...names) => `(?:^|node_modules/)${anyOf(names)}(?:/|$)`;

const typesFor = ({ types = [], typesOfFile }) => [...types.map(room), ...(typesOfFile ? [typesOfFile] : [])];

const walls = Object.entries(workerRooms).map(([name, row]) => ({
  name: `room-${name}`,
  comment: whyOfRoom[name],
  from: { path: room(name) },
  to: { path: '^src-', pathNot: [room(anyOf([name, ...row.imports])), ...typesFor(row)] },
}));

const typeWalls = Object.entries(workerRooms)
  .filter(([, row]) => typesFor(row).length > 0)
  .map(([name, row]) => ({
    name: `room-${name}-types-only`,
    comment: `From there only types may come in here (import type …). ${whyOfRoom[name]}`,
    from: { path: room(name) },
    to: { path: typesFor(row), dependencyTypesNot: ['type-only'] },
  }));

/** The rooms without clock, randomness and I/O, and the few libraries that are pure too. */
const pureLibraries = {
  contract: ['zod'],
  formats: ['zod', 'fflate', 'saxes'],
  mapping: ['zod', '@photostructure/tz-lookup'],
  canonical: ['zod', 'canonicalize'],
  dedup: [],
  quality: [],
  timeline: [],
};

const pureWalls = Object.entries(pureLibraries).map(([name, libraries]) => ({
  name: `pure-${name}`,
  comment: `${name} takes values and returns values: no clock, no randomness, no I/O, and no library but ${libraries.join(', ') || 'none'}. Pass the value in from imports or from the entry that wires it.`,
  from: { path: room(name) },
  to: {
    pathNot: ['^src-', ...(libraries.length === 0 ? [] : [library(...libraries)])],
  },
}));

/** One door per library: who else needs it asks the room behind the door. */
const doors = [
  {
    name: 'door-dexie',
    libraries: ['dexie'],
    behind: '^src-worker/store/',
    comment:
      'Dexie is opened in src-worker/store only. Add a table, a schema step or a query there and import that.',
  },
  {
    name: 'door-live-query',
    libraries: ['dexie-react-hooks'],
    behind: '^src-renderer/engine/',
    comment: 'Live queries are asked in src-renderer/engine only. Add a hook there and use it in the screen.',
  },
  {
    name: 'door-comlink',
    libraries: ['comlink'],
    behind: '^src-worker/(?:engine|parser)\\.ts$|^src-renderer/engine/',
    comment:
      'Comlink is spoken by the workers’ entries and by src-renderer/engine. Take the wrapped API as a parameter, typed by its interface.',
  },
  {
    name: 'door-format-libraries',
    libraries: ['saxes', 'fflate'],
    behind: '^src-worker/formats/[^/]+/',
    comment:
      'Format libraries stay behind their reader, src-worker/formats/<name>/read.ts (archives: formats/container/). What comes out is the decoded form.',
  },
  {
    name: 'door-manifest-xml',
    libraries: ['fast-xml-parser'],
    behind: '^src-main/intake/recognise/',
    comment:
      'fast-xml-parser builds whole trees and has no sense of time: only the short manifest of a device is read with it, within bounds, in src-main/intake/recognise. Activities are streamed by src-worker/formats.',
  },
  {
    name: 'door-format-libraries-read',
    libraries: ['saxes'],
    within: '^src-worker/formats/',
    behind: '^src-worker/formats/[^/]+/read\\.ts$',
    comment: 'Of a format’s files only read.ts touches its library: the others take what it returns.',
  },
  {
    name: 'door-time-zones',
    libraries: ['@photostructure/tz-lookup'],
    behind: '^src-worker/mapping/zone-at\\.ts$',
    comment:
      'Which zone a place lies in is asked of src-worker/mapping/zone-at.ts. Import zoneAt from there.',
  },
  {
    name: 'door-watcher',
    libraries: ['chokidar'],
    behind: '^src-main/intake/',
    comment:
      'Only intake touches device and user folders: one hung volume must not stop main. Ask it by message.',
  },
  {
    name: 'door-updater',
    libraries: ['electron-updater'],
    behind: '^src-main/updates/',
    comment: 'Updates are one small state machine in src-main/updates. Ask it for its state.',
  },
  {
    name: 'door-log',
    libraries: ['electron-log'],
    behind: '^src-main/log/',
    comment: 'There is one logger, with redaction, in src-main/log. index.ts hands it to the rooms.',
  },
  {
    name: 'door-network',
    libraries: [
      '(?:node:)?https?',
      '(?:node:)?http2',
      '(?:node:)?tls',
      '(?:node:)?dns',
      'undici',
      'axios',
      'node-fetch',
    ],
    behind: '^src-main/network/',
    comment:
      'Requests are carried by src-main/network, which adds credentials and keeps no policy. Send it the request.',
  },
].map(({ name, libraries, behind, within = '^src-', comment }) => ({
  name,
  comment,
  from: { path: within, pathNot: behind },
  to: { path: library(...libraries) },
}));

const processes = [
  {
    name: 'main-meets-others-in-contract',
    comment:
      'Main, page and brain meet only in src-worker/contract. A type or a channel that both sides need belongs there; a decision about activities belongs in the worker.',
    from: { path: '^src-main/' },
    to: { path: '^src-(?:worker|renderer)/', pathNot: '^src-worker/contract/' },
  },
  {
    name: 'renderer-meets-others-in-contract',
    comment:
      'The face shows and asks. It meets the brain in src-worker/contract, and reads the database through the hooks of src-renderer/engine: take the row’s type from there too.',
    from: { path: '^src-renderer/', pathNot: '^src-renderer/engine/' },
    to: { path: '^src-(?:worker|main)/', pathNot: '^src-worker/contract/' },
  },
  {
    name: 'renderer-engine-reads-store',
    comment:
      'src-renderer/engine may import the store’s schema and read-only queries, because both open the same database, and quality, which judges what they read, so that window and command say the same. Every write goes through the engine: add it to the EngineApi in the contract.',
    from: { path: '^src-renderer/engine/' },
    to: {
      path: '^src-(?:worker|main)/',
      pathNot: '^src-worker/(?:contract|quality)/|^src-worker/store/(?:database|rows|schema|queries)\\.ts$',
    },
  },
  {
    name: 'worker-stays-in-worker',
    comment:
      'The brain touches nothing: no Electron, no page. What it needs of them comes as a message that the contract names.',
    from: { path: '^src-worker/' },
    to: { path: '^src-(?:main|renderer)/' },
  },
  {
    name: 'main-rooms-apart',
    comment:
      'Rooms of main do not know each other: src-main/index.ts wires them. Take what you need as a parameter, or move what both need into the contract; what any room asks of a disk lies in src-main/disk.',
    from: { path: '^src-main/([^/]+)/' },
    to: { path: '^src-main/', pathNot: '^src-main/(?:$1|disk)/' },
  },
  {
    name: 'devices-decide-by-lists',
    comment:
      'What src-main/devices decides, it decides by values. Lists of the system are read by its thin readers, and nothing in main reads a path on a volume: one that hangs would stop everything. Ask intake.',
    from: {
      path: '^src-main/devices/',
      pathNot: '^src-main/devices/(?:block-devices|read-usb-devices|run-program|(?:linux|mac)-volumes)\\.ts$',
    },
    to: { path: '^(?:node:)?(?:fs|fs/promises|child_process)$' },
  },
  {
    name: 'preload-forwards-only',
    comment:
      'The preload is the only file in the isolated world: it forwards the contract’s channels and holds nothing else. Do the work in main or in src-renderer/desktop.',
    from: { path: '^src-main/preload\\.ts$' },
    to: { pathNot: [library('electron'), '^src-worker/contract/'] },
  },
  {
    name: 'no-node-outside-main',
    comment:
      'The page and the workers have no Node. Files, paths and processes are main’s and intake’s: ask by message.',
    from: { path: '^src-(?:worker|renderer)/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'no-electron-outside-main',
    comment:
      'Electron is main’s (and the preload’s). What the page may ask of the machine stands in desktop-bridge.ts.',
    from: { path: '^src-(?:worker|renderer)/' },
    to: { path: library('electron', 'electron-[^/]+') },
  },
  {
    name: 'no-face-outside-renderer',
    comment:
      'React and its components are the face’s. The brain and the hands return values; the renderer shows them.',
    from: { path: '^src-(?:worker|main)/' },
    to: {
      path: library(
        'react',
        'react-dom',
        '@mantine/[^/]+',
        '@lingui/react',
        'lucide-react',
        '@tanstack/[^/]+',
      ),
    },
  },
];

const entry =
  '^src-main/(?:index|preload|intake/process)\\.ts$|^src-worker/(?:engine|parser)\\.ts$|^src-renderer/main\\.ts$';

const order = [
  {
    name: 'room-unknown',
    comment:
      'This room of the worker is not in the table of .dependency-cruiser.mjs. Say there whom it may import, and why.',
    from: { path: '^src-worker/[^/]+/', pathNot: room(anyOf(Object.keys(workerRooms))) },
    to: { path: '^src-' },
  },
  {
    name: 'entries-are-not-imported',
    comment:
      'This is an entry of a process or a worker: it is started, not imported. Move what you need out of it, into a room.',
    from: {},
    to: { path: entry },
  },
  {
    name: 'no-tests-in-product',
    comment: 'The product does not know its tests. Move what both need to the source side.',
    from: { path: '^src-' },
    to: { path: '^test/' },
  },
  {
    name: 'no-circles',
    comment: 'These files import each other in a circle. Move what both need into a third file below them.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nobody imports this file and it imports nobody. Wire it, or delete it.',
    from: { orphan: true, pathNot: ['\\.d\\.ts$', entry] },
    to: {},
  },
  {
    name: 'nothing-unresolved',
    comment:
      'This import leads nowhere. Mind the extension (.ts, .tsx), or install the library with an exact version.',
    from: { path: '^src-' },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-tools-in-product',
    comment:
      'This library is a tool (devDependencies) and would not be there in the built app. Move it to dependencies.',
    from: { path: '^src-' },
    // Electron itself is the host: it is there at run time, and packagers want it among the tools.
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: library('electron') },
  },
];

export default {
  forbidden: [...walls, ...typeWalls, ...pureWalls, ...doors, ...processes, ...order].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    // Types are seen too: a room that only needs a type of another one is still tied to it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
