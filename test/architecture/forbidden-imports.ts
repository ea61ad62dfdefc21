// For every wall at least one import that it has to stop, and imports that no wall may stop.
// A rule that could never fire (a typo in its pattern, a room that moved) is found out by these.

export interface Specimen {
  readonly from: string;
  /** A file of the tree, a library or a Node module. */
  readonly to: string;
  /** `import type` · the imported file imports back · it is not there · nothing is imported at all */
  readonly kind?: 'type' | 'circle' | 'missing' | 'alone';
}

export interface ForbiddenImport extends Specimen {
  readonly rule: string;
}

const forbid = (rule: string, from: string, ...targets: readonly string[]): ForbiddenImport[] =>
  targets.map((to) => ({ rule, from, to }));

const type = (specimen: ForbiddenImport): ForbiddenImport => ({ ...specimen, kind: 'type' });

export const forbiddenImports: readonly ForbiddenImport[] = [
  // rooms of the worker
  ...forbid(
    'room-contract',
    'src-worker/contract/failure.ts',
    'src-worker/formats/decoded.ts',
    'src-main/log/log.ts',
    'src-worker/parser-api.ts',
  ),
  ...forbid('room-contract', 'src-worker/contract/failure.ts', 'src-worker/store/rows.ts').map(type),
  ...forbid(
    'room-formats',
    'src-worker/formats/fit/read.ts',
    'src-worker/mapping/matrix.ts',
    'src-worker/canonical/anchor.ts',
    'src-worker/store/rows.ts',
  ),
  ...forbid(
    'room-mapping',
    'src-worker/mapping/matrix.ts',
    'src-worker/canonical/anchor.ts',
    'src-worker/dedup/decide.ts',
  ),
  ...forbid('room-mapping-types-only', 'src-worker/mapping/matrix.ts', 'src-worker/formats/decoded.ts'),
  ...forbid(
    'room-canonical',
    'src-worker/canonical/anchor.ts',
    'src-worker/formats/decoded.ts',
    'src-worker/dedup/decide.ts',
  ),
  ...forbid('room-canonical-types-only', 'src-worker/canonical/anchor.ts', 'src-worker/mapping/matrix.ts'),
  ...forbid(
    'room-dedup',
    'src-worker/dedup/decide.ts',
    'src-worker/canonical/anchor.ts',
    'src-worker/store/rows.ts',
    'src-worker/event-log/append.ts',
  ),
  ...forbid('room-dedup', 'src-worker/dedup/decide.ts', 'src-worker/store/rows.ts').map(type),
  ...forbid(
    'room-quality',
    'src-worker/quality/health-of.ts',
    'src-worker/event-log/append.ts',
    'src-worker/dedup/decide.ts',
  ),
  ...forbid('room-quality-types-only', 'src-worker/quality/health-of.ts', 'src-worker/store/rows.ts'),
  ...forbid(
    'room-store',
    'src-worker/store/database.ts',
    'src-worker/event-log/append.ts',
    'src-worker/dedup/decide.ts',
  ),
  ...forbid(
    'room-timeline',
    'src-worker/timeline/timeline.ts',
    'src-worker/event-log/append.ts',
    'src-worker/dedup/decide.ts',
  ),
  ...forbid('room-timeline-types-only', 'src-worker/timeline/timeline.ts', 'src-worker/store/database.ts'),
  ...forbid(
    'room-event-log',
    'src-worker/event-log/append.ts',
    'src-worker/imports/enqueue.ts',
    'src-worker/canonical/anchor.ts',
  ),
  ...forbid(
    'room-imports',
    'src-worker/imports/enqueue.ts',
    'src-worker/outbox/loop.ts',
    'src-worker/engine.ts',
  ),
  ...forbid(
    'room-imports-types-only',
    'src-worker/imports/enqueue.ts',
    'src-worker/formats/fit/read.ts',
    'src-worker/mapping/matrix.ts',
    'src-worker/parser-api.ts',
  ),
  ...forbid('room-flags', 'src-worker/flags/evaluate.ts', 'src-worker/imports/enqueue.ts'),
  ...forbid(
    'room-outbox',
    'src-worker/outbox/loop.ts',
    'src-worker/imports/enqueue.ts',
    'src-worker/canonical/anchor.ts',
  ),
  ...forbid(
    'room-line',
    'src-worker/line/main-line.ts',
    'src-worker/imports/enqueue.ts',
    'src-worker/store/database.ts',
  ),
  ...forbid('room-line-types-only', 'src-worker/line/main-line.ts', 'src-worker/event-log/apply.ts'),
  ...forbid(
    'room-diagnostics',
    'src-worker/diagnostics/compose.ts',
    'src-worker/imports/enqueue.ts',
    'src-worker/formats/looks-like.ts',
    'src-worker/event-log/event-log.ts',
  ),
  ...forbid('room-unknown', 'src-worker/a-new-room/file.ts', 'src-worker/contract/failure.ts'),

  // no clock, no randomness, no I/O
  ...forbid('pure-contract', 'src-worker/contract/failure.ts', 'canonicalize', 'node:fs', 'uuid'),
  ...forbid('pure-formats', 'src-worker/formats/fit/read.ts', 'dexie', 'node:zlib', 'comlink', 'uuid'),
  ...forbid('pure-mapping', 'src-worker/mapping/matrix.ts', 'fflate', 'node:crypto', 'uuid'),
  ...forbid('pure-canonical', 'src-worker/canonical/anchor.ts', 'node:crypto', 'uuid', 'date-fns'),
  ...forbid('pure-dedup', 'src-worker/dedup/decide.ts', 'zod', 'canonicalize', 'node:perf_hooks', 'uuid'),
  ...forbid('pure-quality', 'src-worker/quality/health-of.ts', 'zod', 'uuid'),
  ...forbid('pure-timeline', 'src-worker/timeline/timeline.ts', 'zod', 'dexie', 'uuid'),

  // one door per library
  ...forbid('door-dexie', 'src-worker/imports/enqueue.ts', 'dexie'),
  ...forbid('door-dexie', 'src-renderer/engine/live.ts', 'dexie'),
  ...forbid('door-live-query', 'src-renderer/screens/timeline.tsx', 'dexie-react-hooks'),
  ...forbid('door-comlink', 'src-worker/imports/enqueue.ts', 'comlink'),
  ...forbid('door-comlink', 'src-renderer/screens/timeline.tsx', 'comlink'),
  ...forbid('door-manifest-xml', 'src-main/intake/stage-file.ts', 'fast-xml-parser'),
  ...forbid('door-manifest-xml', 'src-worker/imports/enqueue.ts', 'fast-xml-parser'),
  ...forbid('door-format-libraries', 'src-worker/imports/enqueue.ts', 'fflate', 'saxes'),
  ...forbid('door-format-libraries', 'src-worker/formats/registry.ts', 'saxes'),
  ...forbid('door-format-libraries', 'src-main/archive/keep.ts', 'fflate'),
  ...forbid('door-format-libraries-read', 'src-worker/formats/gpx/document.ts', 'saxes'),
  ...forbid('pure-formats', 'src-worker/formats/xml/read.ts', 'fast-xml-parser'),
  ...forbid('door-time-zones', 'src-worker/mapping/zone-of.ts', '@photostructure/tz-lookup'),
  ...forbid('door-time-zones', 'src-worker/event-log/activity-row.ts', '@photostructure/tz-lookup'),
  ...forbid('door-watcher', 'src-main/folders/roots.ts', 'chokidar'),
  ...forbid('door-updater', 'src-main/window/main-window.ts', 'electron-updater'),
  ...forbid('door-log', 'src-main/window/main-window.ts', 'electron-log', 'electron-log/node'),
  ...forbid('door-network', 'src-main/updates/check.ts', 'node:https', 'http', 'undici'),

  // processes
  ...forbid(
    'main-meets-others-in-contract',
    'src-main/ipc/door.ts',
    'src-worker/dedup/decide.ts',
    'src-worker/store/rows.ts',
    'src-renderer/text/say.ts',
  ),
  ...forbid(
    'renderer-meets-others-in-contract',
    'src-renderer/screens/timeline.tsx',
    'src-worker/store/queries.ts',
    'src-worker/dedup/decide.ts',
    'src-main/log/log.ts',
  ),
  ...forbid(
    'renderer-meets-others-in-contract',
    'src-renderer/screens/timeline.tsx',
    'src-worker/store/rows.ts',
  ).map(type),
  ...forbid(
    'renderer-engine-reads-store',
    'src-renderer/engine/live.ts',
    'src-worker/event-log/append.ts',
    'src-worker/store/migrate.ts',
    'src-worker/imports/enqueue.ts',
  ),
  ...forbid(
    'worker-stays-in-worker',
    'src-worker/imports/enqueue.ts',
    'src-main/log/log.ts',
    'src-renderer/text/say.ts',
  ),
  ...forbid(
    'main-rooms-apart',
    'src-main/ipc/door.ts',
    'src-main/log/log.ts',
    'src-main/intake/stage-file.ts',
    'src-main/index.ts',
  ),
  ...forbid('devices-decide-by-lists', 'src-main/devices/volumes.ts', 'node:fs', 'node:child_process'),
  ...forbid('preload-forwards-only', 'src-main/preload.ts', 'src-main/ipc/door.ts', 'zod', 'node:fs'),
  ...forbid('no-node-outside-main', 'src-worker/imports/enqueue.ts', 'node:fs', 'path'),
  ...forbid('no-node-outside-main', 'src-renderer/screens/timeline.tsx', 'node:fs/promises'),
  ...forbid('no-electron-outside-main', 'src-renderer/desktop/desktop.ts', 'electron'),
  ...forbid('no-electron-outside-main', 'src-worker/imports/enqueue.ts', 'electron', 'electron-log'),
  ...forbid('no-face-outside-renderer', 'src-worker/imports/enqueue.ts', 'react', '@lingui/react'),
  ...forbid('no-face-outside-renderer', 'src-main/window/main-window.ts', '@mantine/core'),

  // order
  ...forbid('entries-are-not-imported', 'src-main/intake/stage-file.ts', 'src-main/intake/process.ts'),
  ...forbid(
    'entries-are-not-imported',
    'src-worker/imports/enqueue.ts',
    'src-worker/engine.ts',
    'src-worker/parser.ts',
  ),
  ...forbid('entries-are-not-imported', 'src-renderer/app/app.tsx', 'src-renderer/main.ts'),
  ...forbid('no-tests-in-product', 'src-worker/imports/enqueue.ts', 'test/support/clock.ts'),
  {
    rule: 'no-circles',
    from: 'src-worker/imports/enqueue.ts',
    to: 'src-worker/imports/receipt.ts',
    kind: 'circle',
  },
  { rule: 'no-orphans', from: 'src-worker/imports/enqueue.ts', to: 'nothing', kind: 'alone' },
  {
    rule: 'nothing-unresolved',
    from: 'src-worker/imports/enqueue.ts',
    to: 'src-worker/imports/nowhere.ts',
    kind: 'missing',
  },
  ...forbid('nothing-unresolved', 'src-worker/imports/enqueue.ts', 'a-library-that-is-not-installed'),
  ...forbid('no-tools-in-product', 'src-main/log/log.ts', 'vitest'),
  ...forbid('pure-formats', 'src-worker/formats/fit/read.ts', 'fit-file-parser'),
];

export const allowedImports: readonly Specimen[] = [
  { from: 'src-worker/contract/failure.ts', to: 'zod' },
  { from: 'src-worker/formats/fit/read.ts', to: 'src-worker/contract/result.ts' },
  { from: 'src-worker/formats/xml/read.ts', to: 'saxes' },
  { from: 'src-worker/formats/container/inflate.ts', to: 'fflate' },
  { from: 'src-worker/mapping/matrix.ts', to: 'src-worker/formats/decoded.ts', kind: 'type' },
  { from: 'src-worker/mapping/zone-at.ts', to: '@photostructure/tz-lookup' },
  { from: 'src-worker/canonical/anchor.ts', to: 'src-worker/mapping/matrix.ts', kind: 'type' },
  { from: 'src-worker/canonical/anchor.ts', to: 'canonicalize' },
  { from: 'src-worker/dedup/decide.ts', to: 'src-worker/contract/result.ts' },
  { from: 'src-worker/quality/health-of.ts', to: 'src-worker/store/rows.ts', kind: 'type' },
  { from: 'src-worker/store/database.ts', to: 'dexie' },
  { from: 'src-worker/event-log/append.ts', to: 'src-worker/store/database.ts' },
  { from: 'src-worker/event-log/append.ts', to: 'src-worker/dedup/decide.ts' },
  { from: 'src-worker/event-log/append.ts', to: 'src-worker/quality/count-days.ts' },
  { from: 'src-worker/event-log/append.ts', to: 'src-worker/timeline/timeline.ts' },
  { from: 'src-worker/timeline/sessions.ts', to: 'src-worker/store/rows.ts', kind: 'type' },
  { from: 'src-worker/imports/enqueue.ts', to: 'src-worker/dedup/decide.ts' },
  { from: 'src-worker/imports/enqueue.ts', to: 'src-worker/parser-api.ts', kind: 'type' },
  { from: 'src-worker/parser.ts', to: 'src-worker/formats/fit/read.ts' },
  { from: 'src-worker/parser.ts', to: 'comlink' },
  { from: 'src-main/index.ts', to: 'src-main/ipc/door.ts' },
  { from: 'src-main/index.ts', to: 'electron' },
  { from: 'src-main/ipc/door.ts', to: 'src-worker/contract/failure.ts' },
  { from: 'src-main/intake/process.ts', to: 'node:fs' },
  { from: 'src-main/intake/recognise/garmin-manifest.ts', to: 'fast-xml-parser' },
  { from: 'src-main/devices/block-devices.ts', to: 'node:fs/promises' },
  { from: 'src-main/preload.ts', to: 'electron' },
  { from: 'src-main/preload.ts', to: 'src-worker/contract/failure.ts' },
  { from: 'src-main/command/socket.ts', to: 'node:net' },
  { from: 'src-renderer/engine/live.ts', to: 'src-worker/store/rows.ts' },
  { from: 'src-renderer/engine/live.ts', to: 'src-worker/store/queries.ts' },
  { from: 'src-renderer/engine/live.ts', to: 'src-worker/quality/health-of.ts' },
  { from: 'src-renderer/engine/live.ts', to: 'dexie-react-hooks' },
  { from: 'src-renderer/screens/timeline.tsx', to: 'src-renderer/engine/live.ts' },
  { from: 'src-renderer/screens/timeline.tsx', to: 'src-worker/contract/failure.ts' },
];
