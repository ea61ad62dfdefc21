// The vendor map: how sports devices lay out what they hold, as data of resources/devices/vendors.json. Names of folders and
// files are compared without case.
import { z } from 'zod';

/** Below the root of a volume, parts divided by `/`: `Garmin/Activities`. */
const pathBelowSchema = z.string().regex(/^(?!\.{1,2}(?:\/|$))[^/\\]+(?:\/(?!\.{1,2}(?:\/|$))[^/\\]+)*$/);

/** `*` stands for any number of characters. */
const namePatternSchema = z.string().regex(/^[^/\\]+$/);

const wordSchema = z.string().regex(/^[a-z0-9]+$/);

/** What a person can do about a device that shows no volume: one sentence of the face each. */
export const deviceHintSchema = z.enum([
  'open_in_file_manager',
  /** Only one program at a time may speak with a device of this kind. */
  'port_is_exclusive',
  'quit_garmin_express',
  'quit_photo_importers',
  'quit_cloud_drives',
  'choose_usb_mode_on_device',
  'wahoo_allow_usb_access',
  'wahoo_allow_fit_access',
  'switch_device_on',
  'cable_may_only_charge',
  'copy_files_out_first',
  'drag_files_in',
  'drag_files_in_from_mtp_program',
]);
export type DeviceHint = z.infer<typeof deviceHintSchema>;

/** Which names below an activity folder are taken, and which are left. */
export const takingRulesSchema = z.object({
  /** Endings without the dot, `fit` or `fit.gz`. */
  takes: z.array(z.string().regex(/^[a-z0-9]+(?:\.[a-z0-9]+)?$/)),
  leavesFiles: z.array(namePatternSchema),
  leavesFolders: z.array(namePatternSchema),
  /** A ride that is still being recorded, or the rest of one that was cut off: offered, never taken quietly. */
  unfinishedFiles: z.array(namePatternSchema),
  /** Smaller files are stubs that hold no activity. */
  smallestBytes: z.int().nonnegative(),
});
export type TakingRules = z.infer<typeof takingRulesSchema>;

/** What a statement rests on: documents of the maker or an archive, reports of users with real paths, or public code alone. */
const evidenceSchema = z.enum(['documents', 'reports', 'code_only']);

export const vendorSchema = z.object({
  vendor: z.string().regex(/^[a-z]+$/),
  /** As people say it. */
  name: z.string().min(1),
  usbVendorIds: z.array(z.string().regex(/^[0-9a-f]{4}$/)),
  /** What a device on USB calls itself or its maker, where the number of its vendor does not say it. */
  makerWords: z.array(wordSchema),
  /** Words of a volume's label; people choose labels too, so that one alone proves nothing. */
  labelWords: z.array(wordSchema),
  /** Where the device describes itself. */
  manifests: z.array(pathBelowSchema),
  /** It is one of this vendor where all folders of one line are there; `needsLabel`: and its label says so too. */
  signs: z.array(z.object({ folders: z.array(pathBelowSchema).min(1), needsLabel: z.boolean() })),
  /** Where activities lie, unless the manifest says it. */
  activityFolders: z.array(pathBelowSchema),
  rules: takingRulesSchema,
  /** For a device of this vendor that shows no volume, in the order in which they are to be tried. */
  hints: z.array(deviceHintSchema),
  notes: z.array(z.object({ says: z.string().min(1), evidence: evidenceSchema })),
});
export type Vendor = z.infer<typeof vendorSchema>;

export const vendorMapSchema = z.object({
  format: z.literal(1),
  vendors: z.array(vendorSchema),
  /** For a volume that nobody knows. */
  unknown: takingRulesSchema,
});
export type VendorMap = z.infer<typeof vendorMapSchema>;

/** Whether one of these words stands in the text: `edge` in `EDGE_530` and `EDGE530`, not in `KNOWLEDGE`. */
export function hasWord(text: string, words: readonly string[]): boolean {
  return words.some((word) => new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(text));
}

/** Whose device this is, by what it says of itself on USB. */
export function vendorOnUsb(
  device: { readonly vendorId: string | null; readonly says: string },
  { vendors }: VendorMap,
): Vendor | null {
  const byNumber = vendors.find(({ usbVendorIds }) => usbVendorIds.some((id) => id === device.vendorId));
  return byNumber ?? vendors.find(({ makerWords }) => hasWord(device.says, makerWords)) ?? null;
}
