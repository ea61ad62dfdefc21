// Files with canaries wherever a file can hold a text or a number of an athlete: title, creator, device, names, path, members of
// archives, developer fields, positions, heart rates, header values, and the broken places that a parser likes to quote.
import { gzipSync } from 'fflate';
import { fitFile, fitRide, type FitMessage } from '../../fixtures/fit-writer.ts';
import { gpxDocument, gpxFile, gpxTrack } from '../../fixtures/gpx-writer.ts';
import { tcxDocument, tcxFile, tcxRun } from '../../fixtures/tcx-writer.ts';
import { deflatedZip, markedEncrypted, storedZip } from '../../fixtures/zip-writer.ts';
import { canariesOf, type Canary } from '../../support/canaries.ts';
import type { NamedBytes } from './receipts-by-pipeline.ts';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
/** A path's part can hold anything but a separator. */
const asName = (text: string): string => text.replaceAll('/', '_');

/** A dozen files for each call; `round` moves through the canaries, so that a few calls plant them all. */
export function canaryFiles(canaries: readonly Canary[], round: number): readonly NamedBytes[] {
  const pick = (kind: Canary['kind'], offset = 0): string => {
    const ofKind = canariesOf(canaries, kind);
    return ofKind[(round * 3 + offset) % ofKind.length] ?? '';
  };
  const any = (offset: number): string => canaries[(round * 17 + offset) % canaries.length]?.text ?? '';
  const day = String(1 + (round % 27)).padStart(2, '0');
  const at = (minute: number): string => `2026-04-${day}T07:${String(minute).padStart(2, '0')}:00Z`;
  const folder = pick('path').replace(/\/[^/]*$/, '');
  const path = (name: string): string => `${folder}/${asName(name)}`;
  const xml = (text: string): string => escapeXml(text);

  const points = [0, 1, 2].map((minute) => ({
    latitude: pick('position', minute).replace(',', '.'),
    longitude: 14.5 + minute / 1000,
    time: at(minute),
    heartRate: 121 + (round % 20),
  }));
  const gpx = gpxDocument(
    `<metadata><name>${xml(pick('title', 1))}</name><author><name>${xml(pick('name'))}</name>` +
      `<email id="${xml(pick('mail'))}"/></author><keywords>${xml(pick('header'))}</keywords></metadata>` +
      gpxTrack({ name: xml(pick('title')), type: xml(any(0)), segments: [points] }),
    xml(any(1)),
  );
  const tcx = tcxFile([
    {
      ...tcxRun,
      sport: xml(any(2)),
      id: at(5),
      creator: { name: xml(pick('name', 1)), unitId: pick('serial'), productId: xml(any(3)) },
    },
  ]);
  const fit = fitFile(withTexts(fitRide(at(10)), pick, any));

  return [
    { path: path(`${pick('title', 2)}.gpx`), bytes: utf8(gpx) },
    { path: path(`${pick('title', 2)} (copy).gpx`), bytes: utf8(gpx) },
    { path: path(`${pick('name', 2)}.tcx`), bytes: tcx },
    { path: path(`${pick('mail', 1)}.fit`), bytes: fit },
    { path: path(`${pick('token')}.${asName(any(4))}`), bytes: fit.subarray(0, fit.length - 40) },
    {
      path: path(`${any(5)}.zip`),
      bytes: deflatedZip({
        [`${asName(any(6))}.gpx`]: gpxFile([{ name: xml(any(7)), type: 'running', segments: [points] }]),
        [`${asName(pick('name', 3))}/${asName(pick('token', 1))}.txt`]: utf8(any(8)),
        [`${asName(any(9))}.fit`]: utf8('.FIT is not here'),
      }),
    },
    {
      path: path(`${any(10)} secret.zip`),
      bytes: markedEncrypted(storedZip({ [`${asName(any(11))}.tcx`]: tcx }), 0),
    },
    { path: pick('path', 1), bytes: Uint8Array.from([...fit.subarray(0, 60), ...fit.subarray(70)]) },
    { path: path(`${any(12)}.tcx.gz`), bytes: Uint8Array.from(gzipSync(tcx)) },
    // What a parser of XML quotes when it gives up.
    {
      path: path(`${any(13)}.gpx`),
      bytes: utf8(`<?xml version="1.0"?><gpx creator="${xml(any(14))}"><trk><name>${xml(any(15))}</nam`),
    },
    {
      path: path(`${any(16)}.tcx`),
      bytes: utf8(tcxDocument(`<Activities><x>${xml(pick('title', 4))}</y></Activities>`)),
    },
    { path: path(`${any(18)}.gpx`), bytes: utf8(`<!DOCTYPE a [<!ENTITY b "${xml(any(19))}">]><gpx/>`) },
    {
      path: `C:\\Users\\${asName(pick('name', 5))}\\${asName(any(20))}.pdf`,
      bytes: utf8(`%PDF-1.7 ${any(21)}`),
    },
  ];
}

/** A ride with names of its owner, its device and its developer fields, as watches write them. */
function withTexts(
  ride: readonly FitMessage[],
  pick: (kind: Canary['kind'], offset?: number) => string,
  any: (offset: number) => string,
): readonly FitMessage[] {
  const [first, ...rest] = ride;
  if (first === undefined) return [];
  const serial = Number(pick('serial', 1));
  return [
    {
      ...first,
      fields: first.fields.map((field) =>
        field.type === 'uint32z' ? { ...field, value: serial % 2 ** 32 } : field,
      ),
      texts: [{ number: 8, text: any(22) }],
    },
    // user_profile, sport, field_description, device_info
    { globalNumber: 3, fields: [], texts: [{ number: 0, text: pick('name', 6) }] },
    { globalNumber: 12, fields: [], texts: [{ number: 3, text: pick('title', 6) }] },
    {
      globalNumber: 206,
      fields: [
        { number: 0, type: 'uint8', value: 0 },
        { number: 1, type: 'uint8', value: 0 },
        { number: 2, type: 'uint8', value: 2 },
      ],
      texts: [
        { number: 3, text: any(23) },
        { number: 8, text: pick('heart') },
      ],
    },
    { globalNumber: 23, fields: [], texts: [{ number: 27, text: any(24) }] },
    ...rest,
  ];
}
