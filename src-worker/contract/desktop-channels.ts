// The channels between the page and main: the whole list. Each names its payload by a schema, which main checks.
import { z } from 'zod';
import { pageOrderSchema } from './page-orders.ts';
import { sourceSchema, type AddFolderAnswer, type ChangeSourceAnswer, type SourcesNow } from './sources.ts';

/** page → main, with an answer */
export const invokeChannels = {
  'import:paths': z.object({ paths: z.array(z.string().min(1).max(32_768)).min(1).max(10_000) }),
  'import:choose': z.object({ what: z.enum(['files', 'folder']) }),
  /** Files whose receipts these are, once more: named by job, as the page knows no paths that main would take from it. */
  'import:retry': z.object({ jobIds: z.array(z.string().min(1).max(64)).min(1).max(10_000) }),
  /** Whether imports rest; it outlives a restart. */
  'imports:pause': z.object({ isPaused: z.boolean() }),
  'import:stop': z.object({ importId: z.uuid() }),
  /** Opens the dialog, and looks at what was chosen before anything is written. */
  'look:choose': z.object({ what: z.enum(['files', 'folder']) }),
  /** What was looked at is imported; main knows its paths. */
  'look:import': z.object({ lookId: z.uuid() }),
  'look:end': z.object({ lookId: z.uuid() }),
  'about:read': z.undefined(),
  /** Makes the report for support; nothing is saved yet. */
  'diagnostics:compose': z.undefined(),
  /** Saves the bundle that was shown, byte for byte, where the person says. */
  'diagnostics:save': z.object({ bundleId: z.uuid() }),
  'settings:read': z.undefined(),
  'settings:change': z.object({ archiveLimitBytes: z.int().min(0) }),
  'background:read': z.undefined(),
  'background:change': z
    .object({ startsWithComputer: z.boolean(), keepsRunning: z.boolean(), tellsNews: z.boolean() })
    .partial(),
  /** Whether the original of an activity is still there. */
  'archive:look': z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Everything the athlete owns, into a new folder inside the one the person chooses. */
  'data:export': z.undefined(),
  'sources:read': z.undefined(),
  /** Opens the system's dialog; what is chosen is watched from then on. */
  'sources:add_folder': z.undefined(),
  'sources:change': z.discriminatedUnion('change', [
    z.object({ change: z.literal('switch'), sourceId: z.string().min(1), isOn: z.boolean() }),
    z.object({ change: z.literal('subfolders'), sourceId: z.string().min(1), isRecursive: z.boolean() }),
    /** Of a folder: not watched any more; of a device that is away: forgotten. What came from it stays. */
    z.object({ change: z.literal('remove'), sourceId: z.string().min(1) }),
    /** Scans it now, also one that was stuck. */
    z.object({ change: z.literal('look_now'), sourceId: z.string().min(1) }),
    /** Imports the ride that its app left unfinished, because the athlete says so. */
    z.object({ change: z.literal('import_unfinished'), sourceId: z.string().min(1) }),
  ]),
} as const satisfies Record<string, z.ZodType>;
export type InvokeChannel = keyof typeof invokeChannels;
export type InvokePayload<Channel extends InvokeChannel> = z.infer<(typeof invokeChannels)[Channel]>;

/** page → main, without an answer */
export const sendChannels = {
  /** The page's engine asks for its port to main. */
  'engine:connect': z.undefined(),
  /** The face hears main's orders from now on. */
  'face:ready': z.undefined(),
  /** Imports that began up to then were looked at; empty where none was. */
  'imports:looked': z.object({ upTo: z.string().max(64) }),
  'app:quit': z.undefined(),
} as const satisfies Record<string, z.ZodType>;
export type SendChannel = keyof typeof sendChannels;
export type SendPayload<Channel extends SendChannel> = z.infer<(typeof sendChannels)[Channel]>;

export type ImportAnswer =
  | { readonly kind: 'started'; readonly importId: string }
  /** There are many files: what they would bring is looked at first. */
  | { readonly kind: 'looking'; readonly lookId: string }
  | { readonly kind: 'cancelled' }
  /** Nothing can be taken in: the engine's state says why. */
  | { readonly kind: 'read_only' }
  /** The page, the frame or the payload was not what main accepts. */
  | { readonly kind: 'refused' };

export type RetryAnswer =
  | { readonly kind: 'started'; readonly importId: string }
  /** None of them waits to be tried again: answered, dismissed, or under way already. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'read_only' }
  /** The engine does not answer. */
  | { readonly kind: 'not_now' }
  | { readonly kind: 'refused' };

export type PauseAnswer =
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  /** Nothing was changed. */
  | { readonly kind: 'not_saved'; readonly systemCode: string }
  | { readonly kind: 'refused' };

/** That what was asked for was heard: what comes of it is told by the engine. */
export type HeardAnswer = { readonly kind: 'heard' } | { readonly kind: 'refused' };

export type LookAnswer = Exclude<ImportAnswer, { readonly kind: 'started' }>;

/** `look_gone`: another look took its place, or the page was loaded again. */
export type LookImportAnswer =
  Exclude<ImportAnswer, { readonly kind: 'looking' }> | { readonly kind: 'look_gone' };

export interface About {
  readonly kind: 'about';
  readonly appVersion: string;
  /** `Electron` or `Chromium stand-in`. */
  readonly host: string;
  readonly chromiumVersion: string;
  readonly nodeVersion: string;
  readonly dataFolder: string;
}

export type DiagnosticsAnswer =
  | {
      readonly kind: 'bundle';
      readonly bundleId: string;
      /** The exact bytes, as UTF-8. */
      readonly text: string;
    }
  | { readonly kind: 'not_now' }
  | { readonly kind: 'refused' };

export type SaveAnswer =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not_saved'; readonly systemCode: string }
  | { readonly kind: 'refused' };

export interface SettingsNow {
  readonly kind: 'settings';
  readonly archiveLimitBytes: number;
  /** What the archive holds now. */
  readonly originals: number;
  readonly bytes: number;
  /** Originals that were let go to keep the limit. */
  readonly letGo: number;
  readonly importsPaused: boolean;
}

export type SettingsChanged =
  | SettingsNow
  /** Nothing was changed: these still hold. */
  | { readonly kind: 'not_saved'; readonly systemCode: string; readonly settings: SettingsNow }
  | { readonly kind: 'refused' };

/** How Cooldown goes on while nobody looks. */
export interface BackgroundNow {
  readonly kind: 'background';
  /** As the system says it. */
  readonly startsWithComputer: boolean;
  /** Closing the window hides it. */
  readonly keepsRunning: boolean;
  readonly tellsNews: boolean;
  /** False where the desktop may show no icon for what runs in the background. */
  readonly showsTray: boolean;
  /** False where the system takes no notifications. */
  readonly canTellNews: boolean;
}

export type BackgroundChange = InvokePayload<'background:change'>;

export type BackgroundChanged =
  | BackgroundNow
  /** What could not be changed is as it was. */
  | { readonly kind: 'not_saved'; readonly systemCode: string; readonly background: BackgroundNow }
  | { readonly kind: 'refused' };

export interface OriginalAnswer {
  readonly kind: 'original';
  /** `never_kept`: imported by a version that had no archive, or its file held no recording. */
  readonly state: 'kept' | 'let_go' | 'never_kept';
}

export type ExportAnswer =
  | {
      readonly kind: 'exported';
      /** Name of the new folder. */
      readonly name: string;
      readonly records: number;
      readonly originals: number;
      /** Originals that could not be read any more, and are not in it. */
      readonly originalsNotReadable: number;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not_saved'; readonly systemCode: string }
  /** There is no journal to read: nothing was written. */
  | { readonly kind: 'not_now' }
  | { readonly kind: 'refused' };

/** main → page */
export const tellChannels = {
  /** At every change. */
  'sources:changed': z.array(sourceSchema),
  /** To a face that is ready. */
  'page:order': pageOrderSchema,
} as const satisfies Record<string, z.ZodType>;
export type TellChannel = keyof typeof tellChannels;

export interface InvokeAnswers {
  readonly 'import:paths': ImportAnswer;
  readonly 'import:choose': ImportAnswer;
  readonly 'import:retry': RetryAnswer;
  readonly 'imports:pause': PauseAnswer;
  readonly 'import:stop': HeardAnswer;
  readonly 'look:choose': LookAnswer;
  readonly 'look:import': LookImportAnswer;
  readonly 'look:end': HeardAnswer;
  readonly 'about:read': About | { readonly kind: 'refused' };
  readonly 'diagnostics:compose': DiagnosticsAnswer;
  readonly 'diagnostics:save': SaveAnswer;
  readonly 'settings:read': SettingsNow | { readonly kind: 'refused' };
  readonly 'settings:change': SettingsChanged;
  readonly 'background:read': BackgroundNow | { readonly kind: 'refused' };
  readonly 'background:change': BackgroundChanged;
  readonly 'archive:look': OriginalAnswer | { readonly kind: 'refused' };
  readonly 'data:export': ExportAnswer;
  readonly 'sources:read': SourcesNow | { readonly kind: 'refused' };
  readonly 'sources:add_folder': AddFolderAnswer;
  readonly 'sources:change': ChangeSourceAnswer;
}
