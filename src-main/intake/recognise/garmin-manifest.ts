// Reads GarminDevice.xml, in which a Garmin device describes itself. The only place that parses XML in intake: what it can
// not understand is simply not understood, whatever was done to it. Besides what is returned, such a file holds keys and
// unlock codes: nothing else of it is kept, told or logged.
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

export interface GarminManifest {
  /** `Edge 530`; null where it does not say. */
  readonly modelName: string | null;
  /** SHA-256 of the unit id, 16 hex digits of it. */
  readonly unitHash: string | null;
  /** Where activities are written, below the root of the volume, as names. */
  readonly activityFolders: readonly (readonly string[])[];
}

/** Real ones have 20 to 80 kB. */
export const longestManifestBytes = 4 * 1024 * 1024;
/** They have some hundreds of elements, a dozen deep. Bounds on what the parser is given, because it has no sense of time. */
const mostTags = 50_000;
const longestTag = 4_096;
const deepestTag = 64;

const longestPath = 1_024;
const mostNamesInPath = 16;
const mostFolders = 8;

const namespace =
  /<Device\s[^<>]*xmlns\s*=\s*["']http:\/\/www\.garmin\.com\/xmlschemas\/GarminDevice\/v\d{1,3}["']/;

/** The parser forgives one that was cut off; we do not. */
const isWhole = /<\/Device\s*>\s*$/;

/** Null: not understood. */
export function readGarminManifest(bytes: Uint8Array): GarminManifest | null {
  const text = textOf(bytes);
  if (text === null || !isHarmless(text) || !namespace.test(text) || !isWhole.test(text)) return null;
  const device = parsed(text);
  if (device === null) return null;
  return {
    modelName: nameOf(device.Model.map(({ Description }) => Description).join(' ')),
    unitHash: hashOf(device.Id),
    activityFolders: foldersOf(device),
  };
}

function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > longestManifestBytes) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isHarmless(text: string): boolean {
  // A manifest needs neither entities nor what declares them.
  if (text.includes('\0') || /<!\s*(?:doctype|entity)/i.test(text)) return false;
  let tags = 0;
  for (let at = text.indexOf('<'); at >= 0; tags += 1) {
    const next = text.indexOf('<', at + 1);
    const end = text.indexOf('>', at);
    if (tags > mostTags || (end < 0 ? text.length : end) - at > longestTag) return false;
    at = next;
  }
  return true;
}

const xml = new XMLParser({
  processEntities: false,
  htmlEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  maxNestedTags: deepestTag,
  // Each element may come once or many times: one form for both.
  isArray: () => true,
});

/** Elements of this form; those of another are left out. */
const elements = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(z.unknown())
    .default([])
    .transform((all) =>
      all.flatMap((one) => {
        const element = schema.safeParse(one);
        return element.success ? [element.data] : [];
      }),
    );

/** The text of the first element of that name. */
const text = elements(z.string()).transform(([first = '']) => first.trim());

const deviceSchema = z.object({
  Model: elements(z.object({ Description: text })),
  Id: text,
  MassStorageMode: elements(
    z.object({
      DataType: elements(
        z.object({
          Name: text,
          File: elements(z.object({ Location: elements(z.object({ Path: text })), TransferDirection: text })),
        }),
      ),
    }),
  ),
});
type Device = z.infer<typeof deviceSchema>;

const documentSchema = z.object({ Device: z.array(z.unknown()).length(1) });

function parsed(text: string): Device | null {
  try {
    const document = documentSchema.parse(xml.parse(text));
    return deviceSchema.parse(document.Device[0]);
  } catch {
    // The parser throws at whatever is no XML, the schema at what is no device.
    return null;
  }
}

/** Without what would not be seen, or would turn the text around it. */
function nameOf(description: string): string | null {
  const name = description
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.{1,60}/u.exec(name)?.[0].trim() ?? null;
}

function hashOf(unitId: string): string | null {
  if (unitId === '' || /^0+$/.test(unitId)) return null;
  return createHash('sha256').update(unitId).digest('hex').slice(0, 16);
}

/** Of FIT activities, wherever they are written to; where files are only put for the device to read, none are looked for. */
function foldersOf({ MassStorageMode }: Device): readonly (readonly string[])[] {
  const paths = MassStorageMode.flatMap(({ DataType }) => DataType)
    .filter(({ Name }) => Name === 'FIT_TYPE_4')
    .flatMap(({ File }) => File)
    .filter(({ TransferDirection }) => TransferDirection !== 'InputToUnit')
    .flatMap(({ Location }) => Location.map(({ Path }) => Path));
  return [...new Set(paths)].flatMap(namesOfPath).slice(0, mostFolders);
}

/** None where the path could lead out of the volume, or means something else on another system. */
function namesOfPath(path: string): readonly (readonly string[])[] {
  if (path.length > longestPath || /[\\:\p{Cc}]/u.test(path) || path.startsWith('/')) return [];
  const names = path.replace(/\/$/, '').split('/');
  const isSound = names.every((name) => name !== '' && name !== '.' && name !== '..' && name.length <= 255);
  return isSound && names.length <= mostNamesInPath ? [names] : [];
}
