// The English catalog: every sentence of the face, by id. A sentence that is missing here fails to compile where it is asked for.
import { activitySentences } from './english/activities.ts';
import { backgroundSentences } from './english/background.ts';
import { decisionSentences } from './english/decisions.ts';
import { deviceSentences } from './english/devices.ts';
import { endingSentences } from './english/endings.ts';
import { frameSentences } from './english/frame.ts';
import { healthSentences } from './english/health.ts';
import { importSentences } from './english/imports.ts';
import { reReadSentences } from './english/re-read.ts';
import { safekeepingSentences } from './english/safekeeping.ts';
import { sessionSentences } from './english/sessions.ts';
import { settingsSentences } from './english/settings.ts';
import { shortEndings } from './english/short-endings.ts';
import { wordSentences } from './english/words.ts';

export const english = {
  ...frameSentences,
  ...activitySentences,
  ...backgroundSentences,
  ...decisionSentences,
  ...sessionSentences,
  ...importSentences,
  ...deviceSentences,
  ...healthSentences,
  ...settingsSentences,
  ...reReadSentences,
  ...safekeepingSentences,
  ...wordSentences,
  ...shortEndings,
  ...endingSentences,
};

export type TextId = keyof typeof english;

/** For ids that are put together from data. */
export const isTextId = (id: string): id is TextId => Object.hasOwn(english, id);
