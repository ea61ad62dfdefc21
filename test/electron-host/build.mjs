// Builds the stand-in without a word, unless something is wrong: rolldown's own command always lists what it wrote.
import { build } from 'rolldown';
import configurations from './rolldown.config.mjs';

for (const configuration of configurations) await build({ ...configuration, logLevel: 'warn' });
