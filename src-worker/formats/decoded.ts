// The one decoded form: what every format's reader hands over, before anything is mapped or judged.
// Instants are milliseconds since 1970 UTC; null means that the file does not say.
import type { ActivityFormat, NonActivity } from '../contract/activity-format.ts';
import type { QualityFlag } from '../contract/activity-summary.ts';
import type { ParseFailure } from '../contract/failure.ts';
import type { Position } from '../contract/position.ts';
import type { Result } from '../contract/result.ts';
import type { Samples } from '../contract/samples.ts';

/** What a strength set says of itself (FIT `set`). */
export interface DecodedSet {
  /** FIT `exercise_category` by its profile name. */
  readonly exercise: string | null;
  /** The exercise within its category, as `category/number`: each category numbers its own (FIT `category_subtype`). */
  readonly exerciseId: string | null;
  readonly setType: string | null;
  readonly reps: number | null;
  readonly weightKg: number | null;
  readonly durationSeconds: number | null;
}

/** What is summed up of a stretch of time; null where the file does not say. */
export interface DecodedSpan {
  readonly startedAtMs: number | null;
  readonly elapsedSeconds: number | null;
  readonly timerSeconds: number | null;
  readonly distanceMeters: number | null;
  readonly caloriesKcal: number | null;
  readonly avgHeartRateBpm: number | null;
  readonly maxHeartRateBpm: number | null;
  readonly avgPowerWatts: number | null;
  readonly ascentMeters: number | null;
}

/** A leg of a multisport recording, or all of it. FIT `session`, TCX `Activity`; GPX has one. */
export interface DecodedSession extends DecodedSpan {
  /** FIT profile name, TCX `Sport`, GPX `trk/type`, as written. */
  readonly sport: string | null;
  readonly subSport: string | null;
}

/** One length of a pool (FIT `length`). */
export interface DecodedLength {
  readonly startedAtMs: number | null;
  readonly elapsedSeconds: number | null;
  /** False while resting at the wall. */
  readonly isActive: boolean;
  /** FIT `swim_stroke` by its profile name. */
  readonly stroke: string | null;
  readonly strokeCount: number | null;
}

/** Start, stop, lap button, marker … by the names of the FIT profile. */
export interface DecodedEvent {
  readonly atMs: number | null;
  readonly event: string;
  readonly eventType: string | null;
}

/** A field that an app on the device invented: under its own key, never in the place of a native one. */
export interface DeveloperField {
  /** `message.developer<index>.<number>`, as in `record.developer0.5`. */
  readonly key: string;
  readonly name: string | null;
  readonly units: string | null;
  /** The field of the profile that it says it stands for. */
  readonly nativeField: string | null;
  /** How often it is there. */
  readonly count: number;
}

/** What a file has that the profile of its format does not know: `message140`, `record.field61`. */
export interface UnknownCount {
  readonly key: string;
  readonly count: number;
}

export interface DecodedMaker {
  /** FIT `file_id.manufacturer` by its profile name; the number as text where the profile has none. */
  readonly manufacturer: string | null;
  readonly product: string | null;
  readonly serialNumber: string | null;
  /** TCX `Creator/Name`, GPX `@creator`. */
  readonly creator: string | null;
}

/** The recorder, or a sensor that it listened to (FIT `device_info`, TCX `Creator`). */
export interface DecodedDevice {
  readonly isRecorder: boolean;
  /** What kind of sensor: FIT `antplus_device_type` by its profile name, else the number as text. */
  readonly type: string | null;
  readonly manufacturer: string | null;
  readonly product: string | null;
  readonly serialNumber: string | null;
  readonly softwareVersion: string | null;
}

/** All of a recording, summed up, and its parts; `multisport` where its sessions differ in sport. */
export interface DecodedActivity extends DecodedSession {
  /** Parts of the identity in the order of domain 3, as far as present; never shown, only hashed. */
  readonly identityParts: readonly string[];
  readonly maker: DecodedMaker;
  /** Each once, however often the file names it. */
  readonly devices: readonly DecodedDevice[];
  readonly title: string | null;
  readonly endedAtMs: number | null;
  readonly hasPosition: boolean;
  readonly firstFix: Position | null;
  readonly recordCount: number;
  readonly lapCount: number;
  readonly sessionCount: number;
  readonly lengthCount: number;
  readonly setCount: number;
  readonly sets: readonly DecodedSet[];
  readonly sessions: readonly DecodedSession[];
  readonly laps: readonly DecodedSpan[];
  readonly lengths: readonly DecodedLength[];
  readonly events: readonly DecodedEvent[];
  readonly developerFields: readonly DeveloperField[];
  readonly samples: Samples;
  /** Latest timestamp of any record, lap, session, length, set or event: the instant of the version (domain 3). */
  readonly latestInstantMs: number | null;
  /** Structure, end and checksums are in order. */
  readonly sound: boolean;
  /** Local time minus UTC where the file says it (FIT `activity.local_timestamp`, an offset in an XML time). */
  readonly utcOffsetSeconds: number | null;
  readonly flags: readonly QualityFlag[];
  /** Amounts above that the file does not declare and that were computed from its points or laps. */
  readonly computedFields: readonly ComputedField[];
  /** Fields with training meaning that have no canonical home, as `message.field`. */
  readonly unsupportedFields: readonly string[];
  /** Of formats that number what they hold (FIT). */
  readonly unknownCounts?: readonly UnknownCount[];
}

export type ComputedField =
  | 'startedAtMs'
  | 'endedAtMs'
  | 'elapsedSeconds'
  | 'timerSeconds'
  | 'distanceMeters'
  | 'caloriesKcal'
  | 'avgHeartRateBpm'
  | 'maxHeartRateBpm';

/** One recording of a file: an activity, something else that is sound and named, or what could not be read beside others. */
export type DecodedPart =
  | { readonly kind: 'activity'; readonly activity: DecodedActivity }
  | { readonly kind: 'not_an_activity'; readonly what: NonActivity }
  | { readonly kind: 'failed'; readonly failure: ParseFailure };

export interface DecodedFile {
  readonly format: ActivityFormat;
  /** At least one. */
  readonly parts: readonly DecodedPart[];
}

/** The door of each format: `formats/<name>/read.ts`. Never throws on any bytes. */
export type FormatReader = (bytes: Uint8Array<ArrayBuffer>) => Promise<Result<DecodedFile, ParseFailure>>;

/** One file to decode: the bytes themselves, or a member of the archive they are. */
export interface OpenedMember {
  /** Name inside the archive, or null for the file itself (also when it was only gzipped). */
  readonly member: string | null;
  /** Of the inflated bytes. */
  readonly sha256: string;
  readonly format: ActivityFormat;
  /** What the archive's own list calls it. */
  readonly title: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it was packed in was in order to its end: else something may be missing, or not as it was written. */
  readonly isWhole: boolean;
}
