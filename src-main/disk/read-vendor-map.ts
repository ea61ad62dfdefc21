// The vendor map as it is shipped: data, read from the app's own folder and never imported as code. In a packaged app this
// folder is an archive that only Electron's Node opens: it has to be read before `process.noAsar` is set.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vendorMapSchema, type VendorMap } from '../../src-worker/contract/vendor-map.ts';

export const vendorMapFile = (appFolder: string): string => join(appFolder, 'resources/devices/vendors.json');

/** Throws where the file is not what was shipped: then the app itself is damaged. */
export const readVendorMap = (file: string): VendorMap =>
  vendorMapSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
