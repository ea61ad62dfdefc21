// A storage of a device that speaks MTP, as a Linux desktop shows it in a folder: a place to look at, as a stick is.
import { z } from 'zod';

export const mtpStorageSchema = z.object({
  /** Absolute; recognised and scanned as the root of a volume is. */
  root: z.string().min(1),
  /** The same at every plug where the device says its serial number, which most do. */
  volumeId: z.string().min(1),
  /** `Garmin Edge 1050`, `Internal Storage` */
  deviceName: z.string(),
  storageName: z.string(),
  /** Of the vendor map; null of a phone, a camera and the like, which nobody asked us to read. */
  vendor: z.string().nullable(),
});
export type MtpStorage = Readonly<z.infer<typeof mtpStorageSchema>>;
