// What main tells the page by itself, on the channels of the contract and on no others.
import type { WebContents } from 'electron';
import type { z } from 'zod';
import type { tellChannels, TellChannel } from '../../src-worker/contract/desktop-channels.ts';

/** A page that is not there yet hears nothing: it asks how things stand when it comes. */
export function tellPage<Channel extends TellChannel>(
  page: Pick<WebContents, 'send'>,
  channel: Channel,
  told: z.infer<(typeof tellChannels)[Channel]>,
): void {
  page.send(channel, told);
}
