// For the test that packs by it.
import type { Configuration } from 'electron-builder';

declare const config: Configuration;
export default config;
