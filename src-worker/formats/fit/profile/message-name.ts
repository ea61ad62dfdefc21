// What a message or field is called where it is counted or named: by the profile, else by its number.
import { messageProfiles } from './messages.ts';

export const messageNameOf = (globalNumber: number): string =>
  messageProfiles[globalNumber]?.name ?? `message${String(globalNumber)}`;
